package io.evenkeel.remedies;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Scale;
import io.evenkeel.drift.Verdict;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the version to go back to: one that has served before, is intact, was made for traffic
/// like today's, and is not known to do worse than the champion; of several the best by [Ranking].
/// Stateless.
///
/// A rollback that verification orders undoes a champion that was measured worse. Then a version
/// that is measured to do better on the same rows may serve even if it was made for other traffic:
/// labels say more than references.
final class FittingVersions {
  private static final Logger LOG = LoggerFactory.getLogger(FittingVersions.class);

  /// Versions looked at, those that served last. A decision waits for it, and preparing the
  /// reference of each takes up to a second.
  private static final int MOST = 6;

  /// Rows by which performance is estimated, as many as a window has.
  private static final int ROWS = 2_000;

  private final Registry registry;
  private final DriftCheck check;
  private final EventReader events;
  private final MatureRows rows;
  private final int frauds;

  /// @param frauds how many frauds it takes to measure a version
  FittingVersions(
      Registry registry, DriftCheck check, EventReader events, MatureRows rows, int frauds) {
    this.registry = registry;
    this.check = check;
    this.events = events;
    this.rows = rows;
    this.frauds = frauds;
  }

  /// What was found about the versions that could be gone back to.
  ///
  /// @param best the one to go back to, if there is one
  /// @param words what speaks for it, and why the others are passed over
  record Choice(Optional<Candidate> best, String words) {}

  /// The version to go back to on the evidence of a report. What was recorded but never promoted
  /// has passed no gate and is none of the candidates.
  Choice choose(CheckReport report) {
    if (report.window().isEmpty()) {
      return new Choice(Optional.empty(), "the report has no rows");
    }
    List<Candidate> candidates = candidates(report, report.window().get());
    boolean undoing = Order.byVerification(report);
    // Where the champion is measured worse than it was, a version that only fits is no repair: it
    // may
    // know as little of what is fraud now.
    boolean fallen = report.drift().fall().isPresent();
    List<Candidate> ranked =
        Ranking.of(
            candidates.stream()
                .filter(Candidate::fitting)
                .filter(candidate -> !fallen || candidate.standing().measuredBetter())
                .toList());
    if (ranked.isEmpty() && undoing) {
      ranked =
          Ranking.of(
              candidates.stream()
                  .filter(candidate -> candidate.standing().measuredBetter())
                  .toList());
    }
    List<Candidate> ordered = new ArrayList<>(ranked);
    candidates.stream().filter(one -> !ordered.contains(one)).forEach(ordered::add);
    String words = String.join("; ", ordered.stream().map(Candidate::describe).toList());
    LOG.info("versions to go back to, the best first: {}", words);
    return new Choice(ranked.stream().findFirst(), words);
  }

  private List<Candidate> candidates(CheckReport report, Window window) {
    Optional<ModelBundle> champion = intact(report.version());
    Openings openings = new Openings();
    List<ModelBundle> bundles =
        haveServed(report.version()).stream()
            .flatMap(version -> openings.intact(version).stream())
            .filter(bundle -> champion.isEmpty() || takesTheSame(champion.get(), bundle))
            .limit(MOST)
            .toList();
    if (bundles.isEmpty()) {
      return List.of();
    }
    Optional<Comparison> comparison =
        champion.map(serving ->
            new Comparison(
                serving,
                rows.since(measuredFrom(report, window), serving.schema()),
                rowsOf(window, serving),
                frauds));
    return bundles.stream()
        .map(bundle ->
            new Candidate(
                bundle,
                fit(window, bundle.metadata().version()),
                comparison
                    .map(beside -> beside.of(bundle))
                    .orElseGet(() -> new Standing.Unknown("the champion cannot be opened"))))
        .toList();
  }

  /// Since when rows count for a measurement: the onset, or the promotion of a champion whose own
  /// time is what verification has judged.
  private Instant measuredFrom(CheckReport report, Window window) {
    Instant onset = report.onset().orElse(window.from());
    return Order.byVerification(report)
        ? registry
            .serving()
            .filter(serving -> serving.version().equals(report.version()))
            .map(ServingVersion::since)
            .filter(since -> since.isBefore(onset))
            .orElse(onset)
        : onset;
  }

  private FeatureTable rowsOf(Window window, ModelBundle champion) {
    List<Event.Prediction> all =
        events.predictions(Optional.empty(), window.from().minusNanos(1), window.to());
    return FeatureTable.ofRows(
        champion.schema(),
        Thinning.evenly(all, ROWS).stream().map(Event.Prediction::features).toList());
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

  /// Whether the last service of an earlier version ended because it was measured worse, or because
  /// it could not be served. Going back to it would go round in circles; a person who promotes it
  /// again lifts this.
  private static boolean undone(String version, List<ServingVersion> history) {
    int last = history.stream().map(ServingVersion::version).toList().lastIndexOf(version);
    boolean undone = RollBackReason.undoesTheOneBefore(history.get(last + 1));
    if (undone) {
      LOG.info("{} is passed over: {}", version, history.get(last + 1).why());
    }
    return undone;
  }

  private Optional<ModelBundle> intact(String version) {
    return opened(version, registry::open);
  }

  /// The bundles of one search. At most one that is missing here is restored: the newest that could
  /// be gone back to. Each may take ten seconds, and a decision waits for it.
  private final class Openings {
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

  private Candidate.Fit fit(Window window, String version) {
    DriftReport drift = check.against(window, version).drift();
    boolean judged =
        Stream.concat(
                Stream.of(drift.verdict()), drift.features().stream().map(FeatureDrift::verdict))
            .noneMatch(Verdict.NotEnoughData.class::isInstance);
    double misfit = drift.features().stream().mapToDouble(FittingVersions::misfit).max().orElse(0);
    return new Candidate.Fit(judged, drift.driftedFeatures(), misfit);
  }

  /// The drift of a feature as a part of its limit, as calibration scales it.
  private static double misfit(FeatureDrift feature) {
    double score =
        switch (feature.verdict()) {
          case Verdict.Stable(double found) -> found;
          case Verdict.Drifted(double found) -> found;
          case Verdict.NotEnoughData _ -> Double.NaN;
        };
    double part =
        feature.test().scale() == Scale.P_VALUE
            ? Math.log(score) / Math.log(feature.threshold())
            : score / feature.threshold();
    return Double.isNaN(part) ? 0 : part;
  }
}
