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
/// end. Reloading is guarded by a lock, which is held while a bundle is opened; nothing that is
/// read waits for it.
final class LiveModel {
  private static final Logger LOG = LoggerFactory.getLogger(LiveModel.class);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final long NONE = 0;

  private final ModelSource source;
  private final ServingMetrics metrics;
  // Replaced as a whole, only by whoever has the lock.
  private final AtomicReference<Standing> standing =
      new AtomicReference<>(new Standing(Optional.empty(), NONE, Optional.empty()));
  private final ReentrantLock reloading = new ReentrantLock();
  // Guarded by the lock: when the change of champion that could not be followed was last tried.
  private long refusedAt;
  private String refusedWhy = "";
  // Guarded by the lock: when the rows of the current model were last found not to be countable.
  private long unmeasuredAt;

  LiveModel(ModelSource source, ServingMetrics metrics) {
    this.source = source;
    this.metrics = metrics;
  }

  /// How things are, all of it as of one moment.
  ///
  /// @param model the model that answers, if there is one
  /// @param refused the number of the change of champion that could not be followed; 0 when the
  ///   latest was
  /// @param problem why the model that should answer does not, in words for everybody to read
  record Standing(Optional<ServedModel> model, long refused, Optional<String> problem) {
    private Standing with(Optional<String> next) {
      return new Standing(model, refused, next);
    }
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

  /// How things are now; waits for nothing.
  Standing standing() {
    return standing.get();
  }

  /// The model that answers, if there is one.
  Optional<ServedModel> current() {
    return standing.get().model();
  }

  /// Why the model that should answer does not, in words for everybody to read.
  Optional<String> problem() {
    return standing.get().problem();
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
        problem(Optional.empty());
        return new Reload.NoModel();
      }
      return follow(serving.get(), again);
    } catch (RuntimeException e) {
      if (problem().isEmpty()) {
        LOG.error("the registry cannot be read; the model stays as it is", e);
      }
      metrics.reloaded("failed");
      return refused("the registry cannot be read");
    } finally {
      reloading.unlock();
    }
  }

  private Reload follow(ServingVersion wanted, boolean again) {
    Optional<ServedModel> now = current();
    if (now.isPresent() && now.get().serving().sequence() == wanted.sequence()) {
      problem(Optional.empty());
      return new Reload.Unchanged(measured(now.get(), again));
    }
    boolean known = wanted.sequence() == standing.get().refused();
    if (known && !again && System.nanoTime() - refusedAt < RETRY.toNanos()) {
      // Said again, as the registry may have been unreadable since.
      return refused(refusedWhy);
    }
    try {
      ServedModel model = source.open(wanted);
      answer(new Standing(Optional.of(model), NONE, Optional.empty()));
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
      refusedAt = System.nanoTime();
      refusedWhy = "the bundle of " + wanted.version() + " cannot be used and was refused";
      standing.set(new Standing(now, wanted.sequence(), Optional.of(refusedWhy)));
      metrics.reloaded("refused");
      return new Reload.Refused(refusedWhy);
    }
  }

  private void answer(Standing next) {
    standing.set(next);
    metrics.counted(
        next.model().filter(model -> model.measuring() instanceof Measuring.By).isPresent());
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
        Standing now = standing.get();
        answer(new Standing(Optional.of(opened), now.refused(), now.problem()));
        LOG.info("the rows of {} are counted from now on", opened.version());
        return opened;
      }
    } catch (BundleException e) {
      LOG.warn("the bundle of {}, which answers, can no longer be opened", model.version(), e);
    }
    return model;
  }

  private Reload refused(String message) {
    problem(Optional.of(message));
    return new Reload.Refused(message);
  }

  private void problem(Optional<String> now) {
    standing.set(standing.get().with(now));
  }
}
