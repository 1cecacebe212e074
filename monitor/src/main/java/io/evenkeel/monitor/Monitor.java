package io.evenkeel.monitor;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.FaultRule;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the serving version at an interval and writes a report of each check.
///
/// A window holds the rows that the version served since the last conclusive check, drawn evenly
/// down to the window size. A finding that is not OK is unconfirmed until the window that follows
/// at once is not OK either. When another version begins to serve, the window begins at its
/// promotion.
///
/// When the watch alarms, the next window begins at the onset that it estimates, and is checked as
/// soon as it is full; what is found there needs no second window.
///
/// That the version is measured worse on labelled rows than it was at the gate is a finding of its
/// own, told by every report whose window asks for no second one.
///
/// What a whole day said of the clock feature goes into one report: the first that has enough rows
/// and no finding of its own that waits for a second window. It needs no confirmation, and confirms
/// nothing.
///
/// Safe for use by many threads; one check runs at a time. [#tick] and [#run] share what they know
/// of the past, which after a restart is read from the reports.
public final class Monitor {
  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
  private static final int FRAUDS_NEEDED = 30;
  private static final int LONG_PAUSE = 10;
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final DriftCheck check;
  private final Registry registry;
  private final Policy policy;
  private final ReportStore store;
  private final Lookout watch;
  private final MonitorSettings settings;
  private final Explanations explanations;
  private final Clock clock;
  private @Nullable Progress progress;
  private Instant newestReport = Instant.EPOCH;

  /// Prepares a monitor; nothing is read or written yet.
  ///
  /// @param check makes the comparisons
  /// @param registry tells which version serves
  /// @param policy gives the recommendation of each report
  /// @param store takes the reports
  /// @param watch tells which alarm stands
  /// @param explanations tell the cause of drift, after the report is written
  /// @param settings interval and window
  /// @param clock tells the present
  public Monitor(
      DriftCheck check,
      Registry registry,
      Policy policy,
      ReportStore store,
      Lookout watch,
      Explanations explanations,
      MonitorSettings settings,
      Clock clock) {
    this.check = check;
    this.registry = registry;
    this.policy = policy;
    this.store = store;
    this.watch = watch;
    this.explanations = explanations;
    this.settings = settings;
    this.clock = clock;
  }

  /// Makes a check if one is due: when an interval has gone since the last one, or when a window is
  /// full that an alarm of the watch, or a finding, waits for.
  ///
  /// @return the report, already written; nothing when no check was due or no version serves yet
  public synchronized Optional<CheckReport> tick() {
    long begun = System.nanoTime();
    Optional<ServingVersion> serving = registry.serving();
    if (serving.isEmpty()) {
      return Optional.empty();
    }
    Progress at = progressOf(serving.get());
    Optional<Lookout.Raised> raised = watch.raised(at.serving());
    Optional<CheckReport> report =
        due(at, raised)
            .map(rows -> {
              Optional<WatchFinding> asked =
                  raised.map(Lookout.Raised::finding).filter(at::unanswered);
              return report(
                  at.serving(),
                  new Question(rows, at.notOk(), at.waiting(), raised, asked),
                  watch.clock(at.serving()).filter(at::untold),
                  begun);
            });
    report.ifPresent(made -> {
      at.add(made);
      watch.checked(made);
    });
    return report;
  }

  /// Makes a check of the newest rows now, at most a window of them and none from before the
  /// promotion. A finding that is not OK is confirmed when both halves of the window, judged alone,
  /// are not OK.
  ///
  /// @return the report, already written
  /// @throws IllegalStateException when no version serves yet
  public synchronized CheckReport once() {
    long begun = System.nanoTime();
    ServingVersion serving =
        registry
            .serving()
            .orElseThrow(() ->
                new IllegalStateException(
                    "no version serves yet, so there is nothing to check: train one first"));
    WindowRows rows = check.newestRows(serving.version(), serving.since());
    boolean both =
        check.halves(rows).stream().noneMatch(half -> ok(check.judge(serving.version(), half)));
    Optional<Lookout.Raised> raised = watch.raised(serving);
    return report(
        serving,
        new Question(rows, both, both, raised, Optional.empty()),
        watch.clock(serving),
        begun);
  }

  /// Checks for as long as the thread is not interrupted. A check that fails is logged and tried
  /// again after a pause.
  ///
  /// @param listener is told of each report after it was written
  public void run(Consumer<CheckReport> listener) {
    while (!Thread.currentThread().isInterrupted()) {
      Duration pause = settings.tick();
      try {
        tick().ifPresent(listener);
      } catch (RuntimeException e) {
        LOG.error("the check failed and will be tried again: {}", e.getMessage(), e);
        pause = pause.multipliedBy(LONG_PAUSE);
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Progress progressOf(ServingVersion serving) {
    Progress known = progress;
    if (known == null || known.serving().sequence() != serving.sequence()) {
      known = Progress.after(serving, store.since(serving.since()), clockOf(serving));
      progress = known;
    }
    return known;
  }

  private Optional<WindowRows> due(Progress at, Optional<Lookout.Raised> raised) {
    String version = at.serving().version();
    Instant now = clock.instant();
    at.noLaterThan(now);
    boolean intervalOver = !now.isBefore(at.lastCheck().plus(settings.interval()));
    Optional<WatchFinding> asked = raised.map(Lookout.Raised::finding).filter(at::unanswered);
    if (asked.isPresent()) {
      // Older rows would dilute what the watch has seen.
      Instant onset = asked.get().onset().minusNanos(1);
      Instant after = onset.isBefore(at.serving().since()) ? at.serving().since() : onset;
      Instant counted = at.rejectionsAfter();
      Instant from = counted.isBefore(after) ? after : counted;
      Optional<WindowRows> full = check.fullWindow(version, after, from);
      return full.isPresent() || !intervalOver
          ? full
          : Optional.of(check.rowsBetween(version, after, from, now));
    }
    if (at.waiting()) {
      Optional<WindowRows> full = check.fullWindow(version, at.rowsAfter(), at.rejectionsAfter());
      if (full.isPresent()) {
        return full;
      }
    }
    return intervalOver
        ? Optional.of(check.rowsBetween(version, at.rowsAfter(), at.rejectionsAfter(), now))
        : Optional.empty();
  }

  /// Judges the rows, and writes and returns the report.
  ///
  /// @param day what the last whole day said of the clock feature
  /// @param begun when the check began, in the time of [System#nanoTime]
  private CheckReport report(
      ServingVersion serving, Question question, Optional<Lookout.Day> day, long begun) {
    String version = serving.version();
    WindowRows rows = question.rows();
    DriftReport window = check.judge(version, rows);
    boolean ok = ok(window);
    boolean confirmed = ok || question.confirms(window);
    DriftCheck.Performance performance =
        check.performanceOf(version, serving.since(), rows, FRAUDS_NEEDED);
    DriftReport drift =
        confirmed
            ? PerformanceFinding.in(
                day.flatMap(of ->
                        clockOf(serving).map(name -> ClockVerdict.in(window, name, of.verdict())))
                    .orElse(window),
                performance.finding())
            : window;
    List<DataFault> faults = faults(version, rows, window);
    Optional<Culprit> culprit =
        ok
            ? Optional.empty()
            : new CulpritSearch(part -> check.judge(version, part), this::ok).in(rows);
    Recommendation recommendation =
        FaultRule.naming(
            faults,
            culprit,
            policy.recommend(drift, Optional.empty(), 0, FaultRule.allowed(faults, culprit)));
    Optional<Instant> onset =
        ok || !confirmed || window.driftedFeatures().isEmpty()
            ? drift
                .fall()
                .flatMap(_ -> performance.finding())
                .map(PerformanceFinding::since)
                .or(() -> ok || !confirmed ? Optional.empty() : began(question))
            : question.answers().map(WatchFinding::onset).or(() -> onset(serving, rows, window));
    Instant now = timestamp();
    CheckReport report =
        new CheckReport(
            ID.format(now) + "-" + version,
            now,
            version,
            rows.window(),
            drift,
            faults,
            culprit,
            confirmed,
            onset,
            question.raised().map(Lookout.Raised::finding),
            question.answers().isPresent(),
            performance.measured(),
            performance.estimated(),
            performance.realised(),
            recommendation,
            Duration.ofNanos(System.nanoTime() - begun));
    References.Prepared reference = check.reference(version);
    CheckPage page = CheckPage.of(report, reference, rows.rows());
    store.write(page);
    explanations.explain(page, reference, rows);
    return report;
  }

  /// What is broken in rows of which something is to be said.
  private List<DataFault> faults(String version, WindowRows rows, DriftReport drift) {
    boolean quiet = drift.verdict() instanceof Verdict.Stable && drift.qualityIssues().isEmpty();
    return quiet || drift.verdict() instanceof Verdict.NotEnoughData
        ? List.of()
        : check.reference(version).faultsIn(rows);
  }

  private Optional<String> clockOf(ServingVersion serving) {
    return check.reference(serving.version()).rows().schema().season();
  }

  /// Since when there is something, as the watch has it: a fault of the data need not drift.
  private static Optional<Instant> began(Question question) {
    return question.raised().map(Lookout.Raised::finding).map(WatchFinding::onset);
  }

  private Optional<Instant> onset(ServingVersion serving, WindowRows rows, DriftReport drift) {
    List<String> drifted = drift.driftedFeatures();
    if (drifted.isEmpty()) {
      return Optional.empty();
    }
    String version = serving.version();
    OnsetSearch search =
        new OnsetSearch(
            settings.onsetBlock(),
            (after, until) -> check.allRows(version, after, until),
            block -> check.judge(version, WindowRows.of(block)));
    return rows.window().map(window -> search.find(window, drifted, serving.since()));
  }

  private boolean ok(DriftReport drift) {
    return policy.recommend(drift, Optional.empty(), 0).decision() == Decision.OK;
  }

  /// The present, but later than the report before, so that ids differ and sort.
  private Instant timestamp() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    newestReport = now.isAfter(newestReport) ? now : newestReport.plus(1, ChronoUnit.MICROS);
    return newestReport;
  }
}
