package io.evenkeel.monitor;

import io.evenkeel.drift.CauseRanking;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.RealisedPerformance;
import io.evenkeel.drift.Segments;
import io.evenkeel.events.Event;
import io.evenkeel.model.Feature;
import io.evenkeel.model.RocAuc;
import io.evenkeel.report.Assessment;
import io.evenkeel.report.Binning;
import io.evenkeel.report.Cause;
import io.evenkeel.report.FeatureView;
import io.evenkeel.report.Histogram;
import io.evenkeel.report.NumberText;
import io.evenkeel.report.Performance;
import io.evenkeel.report.ReportPage;
import io.evenkeel.report.Subject;
import io.evenkeel.report.TableFeature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One check as a page for people.
///
/// @param report what it shows
/// @param referenceRows rows of the version's reference; 0 where the page has none
/// @param usual how well the version did on its hold-out
/// @param views pictures of the features, or none
/// @param cause why the rows differ, as far as it is known
record CheckPage(
    CheckReport report,
    long referenceRows,
    Optional<RealisedPerformance> usual,
    List<FeatureView> views,
    Cause cause) {
  /// Copies the list.
  CheckPage {
    views = List.copyOf(views);
  }

  /// A page of what the report tells, and no more.
  static CheckPage of(CheckReport report) {
    return new CheckPage(report, 0, Optional.empty(), List.of(), known(report));
  }

  /// The same page, with where the change comes from.
  ///
  /// @param segments where the change concentrates
  /// @param ranking the features by what their drift does to the scores
  /// @param together what all features say together
  CheckPage because(
      Segments segments, Optional<CauseRanking> ranking, Optional<MultivariateDrift> together) {
    Cause found = new Cause(report.faults(), segments.segments(), ranking, together);
    return new CheckPage(report, referenceRows, usual, views, found);
  }

  /// What is known of the cause together with the verdict.
  private static Cause known(CheckReport report) {
    return new Cause(report.faults(), List.of(), Optional.empty(), Optional.empty());
  }

  /// A page with pictures, where there are rows to show.
  static CheckPage of(
      CheckReport report, References.Prepared reference, List<Event.Prediction> rows) {
    List<FeatureView> views = new ArrayList<>();
    if (!rows.isEmpty()) {
      double[][] current = reference.columns(rows);
      List<Feature> features = reference.rows().schema().features();
      for (int f = 0; f < current.length; f++) {
        views.add(view(features.get(f), reference.rows().column(f), current[f]));
      }
    }
    return new CheckPage(
        report, reference.rows().rows(), Optional.of(reference.usual()), views, known(report));
  }

  private static FeatureView view(Feature feature, double[] reference, double[] current) {
    Histogram histogram =
        switch (feature) {
          case Feature.Numeric numeric ->
              Binning.numeric(numeric.name(), numeric.unit(), reference, current);
          case Feature.Categorical categorical ->
              Binning.categorical(
                  categorical.name(), reference, current, code -> NumberText.exact(code));
        };
    return new FeatureView(TableFeature.of(feature), histogram, Optional.empty(), Optional.empty());
  }

  /// The whole page.
  String html() {
    List<Subject.Fact> facts = new ArrayList<>();
    facts.add(new Subject.Fact("Checked", time(report.timestamp())));
    facts.add(
        new Subject.Fact(
            "Confirmed", report.confirmed() ? "yes" : "no, a second window must agree"));
    report.onset().ifPresent(onset -> facts.add(new Subject.Fact("Drift seen since", time(onset))));
    facts.add(new Subject.Fact("Live ROC-AUC", performance(report.performance())));
    Subject subject =
        new Subject(
            "Drift report " + report.id(),
            "reference of " + report.version(),
            referenceRows,
            report
                .window()
                .map(w -> "window from %s to %s".formatted(time(w.from()), time(w.to())))
                .orElse("no window"),
            report.drift().rows(),
            facts);
    return ReportPage.html(
        Assessment.ofServed(
            subject,
            report.drift(),
            report.recommendation(),
            views,
            new Performance(usual, report.estimated(), report.realised()),
            cause,
            report.watch().map(CheckPage::watch)));
  }

  private static String watch(WatchFinding finding) {
    return String.format(
        Locale.ROOT,
        "alarmed at %s: the rows have not followed the reference since %s (evidence %.1e against a"
            + " threshold of %.1e), as shown by %s",
        time(finding.alarm()),
        time(finding.onset()),
        finding.evidence(),
        finding.threshold(),
        String.join(", ", finding.suspects()));
  }

  private static String performance(RocAuc performance) {
    return switch (performance) {
      case RocAuc.Measured(double value, double error, int positives, int negatives) ->
          "%s ± %s (standard error), %d frauds and %d honest rows"
              .formatted(
                  NumberText.decimals(value, 4),
                  NumberText.decimals(error, 4),
                  positives,
                  negatives);
      case RocAuc.NotEnoughData(int positives, int needed) ->
          "not enough labels: %d of %d frauds".formatted(positives, needed);
    };
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ').replace("Z", " UTC");
  }
}
