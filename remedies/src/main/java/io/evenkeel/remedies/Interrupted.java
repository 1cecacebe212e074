package io.evenkeel.remedies;

import io.evenkeel.incident.Outcome;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What became of a retrain or rollback whose process died. The history of the champion decides: a
/// change under the key of the effect was made; without one nothing was, and what lies about is
/// removed. Stateless.
final class Interrupted {
  private static final Logger LOG = LoggerFactory.getLogger(Interrupted.class);

  private final Registry registry;
  private final Swap swap;
  private final Duration trainingDeadline;
  private final Clock clock;

  Interrupted(Registry registry, Swap swap, Duration trainingDeadline, Clock clock) {
    this.registry = registry;
    this.swap = swap;
    this.trainingDeadline = trainingDeadline;
    this.clock = clock;
  }

  /// Why a version was trained, so that its bundle tells of which effect it is.
  static String why(String key, String reasoning) {
    return reasoning + " [" + key + "]";
  }

  Outcome retrain(JournalEntry intent) {
    return conclude(intent, Changes::promoted);
  }

  Outcome rollBack(JournalEntry intent) {
    return conclude(intent, Changes::rolledBack);
  }

  private Outcome conclude(JournalEntry intent, BiFunction<String, ModelBundle, Outcome> changed) {
    Optional<ServingVersion> made = registry.promotedBy(intent.key());
    if (made.isPresent()) {
      String from = before(made.get());
      return swap.undone(made.get(), from, intent.key())
          .orElseGet(() -> describe(from, made.get().version(), changed));
    }
    removeLeftovers(intent.key());
    return new Outcome.Interrupted("interrupted before its effect");
  }

  /// A change was made, whatever has become of the bundle since.
  private Outcome describe(
      String from, String to, BiFunction<String, ModelBundle, Outcome> changed) {
    try {
      return changed.apply(from, registry.open(to));
    } catch (BundleException e) {
      LOG.error("{} serves, but its bundle cannot be opened", to, e);
      return new Outcome.Changed(
          from,
          to,
          Scores.UNKNOWN.rocAuc(),
          Scores.UNKNOWN.standardError(),
          "changed | version=%s | its bundle cannot be opened: %s".formatted(to, e.getMessage()));
    }
  }

  private String before(ServingVersion made) {
    return registry.history().stream()
        .filter(serving -> serving.sequence() == made.sequence() - 1)
        .map(ServingVersion::version)
        .findFirst()
        .orElse("none");
  }

  /// Removes the bundle of this effect, and whatever is older than any training that may still run.
  void removeLeftovers(String key) {
    Instant oldest = clock.instant().minus(trainingDeadline);
    for (Path directory : registry.unrecorded()) {
      if (isOf(directory, key) || changed(directory).isBefore(oldest)) {
        LOG.warn("removing {}, which no version was recorded for", directory);
        registry.discard(directory);
      }
    }
  }

  private static boolean isOf(Path directory, String key) {
    try {
      return ModelBundle.open(directory).metadata().why().endsWith("[" + key + "]");
    } catch (BundleException e) {
      LOG.debug("{} is no whole bundle", directory, e);
      return false;
    }
  }

  private Instant changed(Path directory) {
    try {
      return Files.getLastModifiedTime(directory).toInstant();
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", directory, e);
      return clock.instant();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + directory, e);
    }
  }
}
