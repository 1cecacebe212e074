package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.Realised;
import io.evenkeel.drift.RealisedPerformance;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.events.LabelledPrediction;
import io.evenkeel.incident.PerformanceRule;
import io.evenkeel.model.RocAuc;
import io.evenkeel.model.ScoredLabels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Compares rows of the event log with the reference of a version. Writes nothing and remembers
/// nothing but prepared references, so others may ask for checks of their own.
///
/// Safe for use by many threads. Methods throw [io.evenkeel.model.BundleException] when the bundle
/// of the version cannot be opened.
public final class DriftCheck {
  private static final int HONEST_ROWS = 200_000;
  private static final PerformanceRule RULE = PerformanceRule.defaults();

  private final EventReader events;
  private final References references;
  private final LabelRule labels;
  private final MonitorSettings settings;
  private final Clock clock;

  /// A window and what was found in it.
  ///
  /// @param window the rows; empty when there were none
  /// @param drift the evidence
  public record Finding(Optional<Window> window, DriftReport drift) {}

  /// Prepares checks.
  ///
  /// @param events the event log
  /// @param references the references of the versions
  /// @param labels when a label counts
  /// @param settings size of a window
  /// @param clock tells the present
  public DriftCheck(
      EventReader events,
      References references,
      LabelRule labels,
      MonitorSettings settings,
      Clock clock) {
    this.events = events;
    this.references = references;
    this.labels = labels;
    this.settings = settings;
    this.clock = clock;
  }

  /// Checks the newest rows that a version served against its own reference.
  public Finding newest(String version) {
    return finding(version, newestRows(version, Instant.MIN), settings.minimumRows());
  }

  /// Checks the rows that a version served in a span of time, drawn evenly down to the window size,
  /// against its own reference.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public Finding between(String version, Instant after, Instant until) {
    return finding(version, rowsBetween(version, after, after, until), settings.minimumRows());
  }

  /// Checks the first full window of rows that a version served after a moment, against its own
  /// reference. While it is not full yet, the verdict is `NotEnoughData`.
  ///
  /// @param after exclusive
  public Finding following(String version, Instant after) {
    List<Event.Prediction> rows = events.first(version, after, settings.window());
    boolean full = rows.size() == settings.window();
    Instant until = full ? rows.getLast().time() : clock.instant();
    WindowRows window =
        new WindowRows(rows, after, rows.size(), events.rejectionsByClient(after, until));
    return finding(version, window, full ? settings.minimumRows() : settings.window());
  }

  /// Checks the rows of a window, whoever served them, against the reference of another version: an
  /// answer to "would that version fit today's traffic?". Refused requests are left out, as they
  /// say nothing of a version.
  ///
  /// @param window the rows
  /// @param version the version whose reference is asked
  public Finding against(Window window, String version) {
    List<Event.Prediction> all =
        events.predictions(Optional.empty(), window.from().minusNanos(1), window.to());
    WindowRows rows = WindowRows.of(WindowRows.evenly(all, settings.window()));
    return finding(version, rows, settings.minimumRows());
  }

  /// Live ROC-AUC of a version on the mature labelled rows that it served after a moment: on all
  /// frauds, and on 200,000 of the others where there are more.
  ///
  /// @param needed the least number of frauds
  public RocAuc performance(String version, Instant after, int needed) {
    return RocAuc.of(events.scored(version, after, clock.instant(), labels, HONEST_ROWS), needed);
  }

  /// That the newest mature rows which a version served are scored worse than its hold-out was, if
  /// they are.
  ///
  /// @param since labelled rows count after this moment
  public Optional<PerformanceFall> fall(String version, Instant since) {
    return finding(
            events.labelled(Optional.of(version), since, clock.instant(), labels),
            references.of(version))
        .map(PerformanceFinding::fall);
  }

  private static ScoredLabels scored(List<LabelledPrediction> rows) {
    double[] scores = new double[rows.size()];
    boolean[] frauds = new boolean[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = rows.get(i).prediction().probability();
      frauds[i] = rows.get(i).fraud();
    }
    return new ScoredLabels(scores, frauds);
  }

  /// What is known of the performance of a version.
  ///
  /// @param measured ROC-AUC on all mature labelled rows
  /// @param realised every measure on the same rows; empty when they hold too few frauds
  /// @param estimated every measure on the window, from its scores alone
  /// @param finding that the newest of these rows are scored worse than the version's hold-out was
  record Performance(
      RocAuc measured,
      Optional<RealisedPerformance> realised,
      Optional<EstimatedPerformance> estimated,
      Optional<PerformanceFinding> finding) {}

  /// Measures and estimates the performance of a version.
  ///
  /// @param since labelled rows count after this moment
  /// @param window the rows whose performance is estimated
  /// @param needed the least number of frauds
  Performance performanceOf(String version, Instant since, WindowRows window, int needed) {
    List<LabelledPrediction> mature =
        events.labelled(Optional.of(version), since, clock.instant(), labels);
    ScoredLabels labelled = scored(mature);
    RocAuc measured = RocAuc.of(labelled, needed);
    References.Prepared prepared = references.of(version);
    Optional<RealisedPerformance> realised =
        measured instanceof RocAuc.Measured
            ? Optional.of(
                RealisedPerformance.of(
                    labelled.scores(), labelled.labels(), prepared.rows().schema().threshold()))
            : Optional.empty();
    double[] scores = window.rows().stream().mapToDouble(Event.Prediction::probability).toArray();
    Optional<EstimatedPerformance> estimated =
        scores.length == 0
            ? Optional.empty()
            : prepared.estimator().map(estimator -> estimator.estimate(scores));
    return new Performance(measured, realised, estimated, finding(mature, prepared));
  }

  private static Optional<PerformanceFinding> finding(
      List<LabelledPrediction> mature, References.Prepared prepared) {
    if (!(prepared.usual().of(PerformanceMetric.ROC_AUC)
        instanceof Realised.Measured(double expected, double error))) {
      return Optional.empty();
    }
    List<LabelledPrediction> newest = newestWithFrauds(mature, RULE.frauds());
    return RULE.judge(RocAuc.of(scored(newest), RULE.frauds()), expected, error)
        .map(fall -> new PerformanceFinding(fall, newest.getFirst().prediction().time()));
  }

  /// The newest rows that hold so many frauds, or all.
  private static List<LabelledPrediction> newestWithFrauds(
      List<LabelledPrediction> rows, int frauds) {
    int from = rows.size();
    for (int seen = 0; from > 0 && seen < frauds; ) {
      from--;
      seen += rows.get(from).fraud() ? 1 : 0;
    }
    return rows.subList(from, rows.size());
  }

  /// The newest rows of a version, not before `since`. Refused requests count from the first of
  /// these rows on; where they do not fill a window, at least over the last interval.
  WindowRows newestRows(String version, Instant since) {
    Instant now = clock.instant();
    List<Event.Prediction> rows = events.newest(version, since, settings.window());
    Instant from = rows.isEmpty() ? now : rows.getFirst().time().minusNanos(1);
    Instant interval = now.minus(settings.interval());
    if (rows.size() < settings.window() && interval.isBefore(from)) {
      from = interval;
    }
    from = from.isBefore(since) ? since : from;
    return new WindowRows(rows, from, rows.size(), events.rejectionsByClient(from, now));
  }

  /// The two halves of the newest rows in the order of time, each with the requests refused in its
  /// part of the span.
  List<WindowRows> halves(WindowRows window) {
    Instant now = clock.instant();
    List<Event.Prediction> rows = window.rows();
    int half = rows.size() / 2;
    Instant from = window.countedFrom();
    Instant middle =
        half == 0 ? from.plus(Duration.between(from, now).dividedBy(2)) : rows.get(half - 1).time();
    return List.of(
        new WindowRows(rows.subList(0, half), from, half, events.rejectionsByClient(from, middle)),
        new WindowRows(
            rows.subList(half, rows.size()),
            middle,
            rows.size() - half,
            events.rejectionsByClient(middle, now)));
  }

  /// All rows of a span, drawn evenly down to the window size.
  ///
  /// @param after exclusive, for rows
  /// @param countedFrom exclusive, for accepted and refused requests; not before `after`
  /// @param until inclusive
  WindowRows rowsBetween(String version, Instant after, Instant countedFrom, Instant until) {
    List<Event.Prediction> all = events.predictions(Optional.of(version), after, until);
    return new WindowRows(
        WindowRows.evenly(all, settings.window()),
        countedFrom,
        WindowRows.after(all, countedFrom),
        events.rejectionsByClient(countedFrom, until));
  }

  /// The first full window after a moment, if it is full.
  Optional<WindowRows> fullWindow(String version, Instant after, Instant countedFrom) {
    List<Event.Prediction> rows = events.first(version, after, settings.window());
    if (rows.size() < settings.window()) {
      return Optional.empty();
    }
    Instant until = rows.getLast().time();
    Instant from = countedFrom.isAfter(until) ? until : countedFrom;
    return Optional.of(
        new WindowRows(
            rows, from, WindowRows.after(rows, from), events.rejectionsByClient(from, until)));
  }

  /// All rows of a version in a span, for the search of the onset.
  List<Event.Prediction> allRows(String version, Instant after, Instant until) {
    return events.predictions(Optional.of(version), after, until);
  }

  DriftReport judge(String version, WindowRows rows) {
    return references.of(version).compare(rows, settings.minimumRows());
  }

  References.Prepared reference(String version) {
    return references.of(version);
  }

  private Finding finding(String version, WindowRows rows, int minimumRows) {
    return new Finding(rows.window(), references.of(version).compare(rows, minimumRows));
  }
}
