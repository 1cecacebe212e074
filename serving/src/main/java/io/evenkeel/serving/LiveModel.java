package io.evenkeel.serving;

import io.evenkeel.model.BundleException;
import io.evenkeel.registry.ServingVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The model that answers now, and its replacement by the one that should.
///
/// Reading is one look at an atomic reference: a request takes the model once and keeps it to its
/// end. Reloading is guarded by a lock.
final class LiveModel {
  private static final Logger LOG = LoggerFactory.getLogger(LiveModel.class);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final ModelSource source;
  private final ServingMetrics metrics;
  private final AtomicReference<Optional<ServedModel>> current =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
  private final ReentrantLock reloading = new ReentrantLock();
  // Guarded by the lock: the change of champion that could not be followed, and when.
  private long refusedSequence = -1;
  private long refusedAt;
  private String refusedWhy = "";
  // Guarded by the lock: when the rows of the current model were last found not to be countable.
  private long unmeasuredAt;

  LiveModel(ModelSource source, ServingMetrics metrics) {
    this.source = source;
    this.metrics = metrics;
  }

  /// What came of a reload.
  sealed interface Reload {
    /// Another model answers from now on.
    record Loaded(ServedModel model) implements Reload {}

    /// The right one answered already.
    record Unchanged(ServedModel model) implements Reload {}

    /// No version was ever promoted.
    record NoModel() implements Reload {}

    /// The version that should serve cannot; what answered before, if anything, still does.
    record Refused(String message) implements Reload {}
  }

  /// The model that answers, if there is one.
  Optional<ServedModel> current() {
    return current.get();
  }

  /// Why the model that should answer does not, in words for everybody to read.
  Optional<String> problem() {
    return problem.get();
  }

  /// The number of the change of champion that could not be followed; 0 when the latest was.
  long refusedChange() {
    reloading.lock();
    try {
      return Math.max(0, refusedSequence);
    } finally {
      reloading.unlock();
    }
  }

  /// Looks for a change, as often as one likes: a version that was refused is tried again only now
  /// and then.
  void refresh() {
    reload(false);
  }

  /// Looks for a change and follows it at once.
  Reload reload() {
    return reload(true);
  }

  private Reload reload(boolean again) {
    reloading.lock();
    try {
      Optional<ServingVersion> serving = source.serving();
      if (serving.isEmpty()) {
        problem.set(Optional.empty());
        return new Reload.NoModel();
      }
      return follow(serving.get(), again);
    } catch (RuntimeException e) {
      if (problem.get().isEmpty()) {
        LOG.error("the registry cannot be read; the model stays as it is", e);
      }
      metrics.reloaded("failed");
      return refused("the registry cannot be read");
    } finally {
      reloading.unlock();
    }
  }

  private Reload follow(ServingVersion wanted, boolean again) {
    Optional<ServedModel> now = current.get();
    if (now.isPresent() && now.get().serving().sequence() == wanted.sequence()) {
      problem.set(Optional.empty());
      return new Reload.Unchanged(measured(now.get(), again));
    }
    boolean known = wanted.sequence() == refusedSequence;
    if (known && !again && System.nanoTime() - refusedAt < RETRY.toNanos()) {
      // Said again, as the registry may have been unreadable since.
      return refused(refusedWhy);
    }
    try {
      ServedModel model = source.open(wanted);
      answer(model);
      problem.set(Optional.empty());
      refusedSequence = -1;
      metrics.loaded(model);
      metrics.reloaded("loaded");
      LOG.info("{} answers now: {}", wanted.version(), wanted.why());
      return new Reload.Loaded(model);
    } catch (BundleException e) {
      if (!known) {
        LOG.error(
            "the bundle of {} is refused; {} answers on",
            wanted.version(),
            now.map(ServedModel::version).orElse("no model"),
            e);
      }
      refusedSequence = wanted.sequence();
      refusedAt = System.nanoTime();
      refusedWhy = "the bundle of " + wanted.version() + " cannot be used and was refused";
      metrics.reloaded("refused");
      return refused(refusedWhy);
    }
  }

  private void answer(ServedModel model) {
    current.set(Optional.of(model));
    metrics.counted(model.measuring() instanceof Measuring.By);
    unmeasuredAt = System.nanoTime();
  }

  /// The same model, whose rows are counted if that has become possible.
  private ServedModel measured(ServedModel model, boolean again) {
    boolean due = again || System.nanoTime() - unmeasuredAt >= RETRY.toNanos();
    if (!due || !(model.measuring() instanceof Measuring.NotYet)) {
      return model;
    }
    unmeasuredAt = System.nanoTime();
    try {
      ServedModel opened = source.open(model.serving());
      if (opened.measuring() instanceof Measuring.By) {
        answer(opened);
        LOG.info("the rows of {} are counted from now on", opened.version());
        return opened;
      }
    } catch (BundleException e) {
      LOG.warn("the bundle of {}, which answers, can no longer be opened", model.version(), e);
    }
    return model;
  }

  private Reload refused(String message) {
    problem.set(Optional.of(message));
    return new Reload.Refused(message);
  }
}
