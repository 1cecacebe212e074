package io.evenkeel.remedies;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Verdict;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the version to go back to: one that has served before, is intact, was made for traffic
/// like today's, and is not measured worse than the champion. Stateless.
final class FittingVersions {
  private static final Logger LOG = LoggerFactory.getLogger(FittingVersions.class);

  private final Registry registry;
  private final DriftCheck check;
  private final MatureRows rows;
  private final int frauds;

  /// @param frauds how many frauds it takes to measure a version as worse
  FittingVersions(Registry registry, DriftCheck check, MatureRows rows, int frauds) {
    this.registry = registry;
    this.check = check;
    this.rows = rows;
    this.frauds = frauds;
  }

  /// The earlier version that served last among those that fit the window of a report, opened. What
  /// was recorded but never promoted has passed no gate and is none of them.
  Optional<ModelBundle> newest(CheckReport report) {
    if (report.window().isEmpty()) {
      return Optional.empty();
    }
    Window window = report.window().get();
    Instant from = report.onset().orElse(window.from());
    Optional<ModelBundle> champion = intact(report.version());
    Candidates candidates = new Candidates();
    return haveServed(report.version()).stream()
        .flatMap(version -> candidates.intact(version).stream())
        .filter(bundle -> champion.isEmpty() || takesTheSame(champion.get(), bundle))
        .filter(bundle -> fits(window, bundle.metadata().version()))
        .filter(bundle -> champion.isEmpty() || !measuredWorse(bundle, champion.get(), from))
        .findFirst();
  }

  /// All that served before, the one that served last first.
  private List<String> haveServed(String reported) {
    List<ServingVersion> history = registry.history();
    return history.reversed().stream()
        .map(ServingVersion::version)
        .distinct()
        .filter(version -> !version.equals(reported))
        .filter(version -> !version.equals(history.getLast().version()))
        .filter(version -> !undone(version, history))
        .toList();
  }

  /// Whether the last service of an earlier version ended because it was measured worse. Going back
  /// to it would go round in circles; a person who promotes it again lifts this.
  private static boolean undone(String version, List<ServingVersion> history) {
    int last = history.stream().map(ServingVersion::version).toList().lastIndexOf(version);
    boolean undone = RollBackReason.undoesTheOneBefore(history.get(last + 1));
    if (undone) {
      LOG.info("{} is passed over: it was undone as measured worse", version);
    }
    return undone;
  }

  private Optional<ModelBundle> intact(String version) {
    return opened(version, registry::open);
  }

  /// The bundles of one search. At most one that is missing here is restored: the newest that could
  /// be gone back to. Each may take ten seconds, and a decision waits for it.
  private final class Candidates {
    private boolean restored;

    Optional<ModelBundle> intact(String version) {
      Optional<ModelBundle> here = opened(version, registry::openHere);
      if (here.isPresent() || restored) {
        return here;
      }
      restored = true;
      return FittingVersions.this.intact(version);
    }
  }

  private static Optional<ModelBundle> opened(
      String version, Function<String, ModelBundle> bundles) {
    try {
      return Optional.of(bundles.apply(version));
    } catch (BundleException e) {
      LOG.warn("{} is not intact: {}", version, e.getMessage());
      return Optional.empty();
    }
  }

  /// Rows are joined by position, so a version of other features would be judged, and would serve,
  /// on columns that mean something else.
  private static boolean takesTheSame(ModelBundle champion, ModelBundle candidate) {
    boolean same = candidate.schema().features().equals(champion.schema().features());
    if (!same) {
      LOG.warn(
          "{} is passed over: its features are not those of {}",
          candidate.metadata().version(),
          champion.metadata().version());
    }
    return same;
  }

  private boolean fits(Window window, String version) {
    DriftReport drift = check.against(window, version).drift();
    boolean judged =
        Stream.concat(
                Stream.of(drift.verdict()), drift.features().stream().map(FeatureDrift::verdict))
            .noneMatch(Verdict.NotEnoughData.class::isInstance);
    LOG.info(
        "{} {} the current traffic: drifted {}",
        version,
        judged && drift.driftedFeatures().isEmpty() ? "fits" : "does not fit",
        drift.driftedFeatures());
    return judged && drift.driftedFeatures().isEmpty();
  }

  private boolean measuredWorse(ModelBundle candidate, ModelBundle champion, Instant from) {
    LabelledTable recent = rows.since(from, candidate.schema());
    return switch (Scores.compare(champion, candidate, recent, frauds)) {
      case PairedComparison.Measured(_, _, _, _, double upper, _, _) -> upper < 0;
      case PairedComparison.NotEnoughData _ -> false;
    };
  }
}
