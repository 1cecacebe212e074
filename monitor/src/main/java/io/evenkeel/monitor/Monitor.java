package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
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
  private final MonitorSettings settings;
  private final Clock clock;
  private @Nullable Progress progress;
  private Instant newestReport = Instant.EPOCH;

  /// Prepares a monitor; nothing is read or written yet.
  ///
  /// @param check makes the comparisons
  /// @param registry tells which version serves
  /// @param policy gives the recommendation of each report
  /// @param store takes the reports
  /// @param settings interval and window
  /// @param clock tells the present
  public Monitor(
      DriftCheck check,
      Registry registry,
      Policy policy,
      ReportStore store,
      MonitorSettings settings,
      Clock clock) {
    this.check = check;
    this.registry = registry;
    this.policy = policy;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /// Makes a check if one is due: when an interval has gone since the last one, or when a finding
  /// waits for its second window and that window is full.
  ///
  /// @return the report, already written; nothing when no check was due or no version serves yet
  public synchronized Optional<CheckReport> tick() {
    long begun = System.nanoTime();
    Optional<ServingVersion> serving = registry.serving();
    if (serving.isEmpty()) {
      return Optional.empty();
    }
    Progress at = progressOf(serving.get());
    Optional<CheckReport> report =
        due(at).map(rows -> report(at.serving(), rows, at.notOk(), begun));
    report.ifPresent(at::add);
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
    return report(serving, rows, both, begun);
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
      known = Progress.after(serving, store.since(serving.since()));
      progress = known;
    }
    return known;
  }

  private Optional<WindowRows> due(Progress at) {
    String version = at.serving().version();
    Instant now = clock.instant();
    at.noLaterThan(now);
    boolean intervalOver = !now.isBefore(at.lastCheck().plus(settings.interval()));
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
  /// @param seenTwice whether another window was not OK too
  /// @param begun when the check began, in the time of [System#nanoTime]
  private CheckReport report(
      ServingVersion serving, WindowRows rows, boolean seenTwice, long begun) {
    String version = serving.version();
    DriftReport drift = check.judge(version, rows);
    Recommendation recommendation = policy.recommend(drift, Optional.empty(), 0);
    boolean ok = recommendation.decision() == Decision.OK;
    Optional<Instant> onset = !ok && seenTwice ? onset(serving, rows, drift) : Optional.empty();
    RocAuc performance = check.performance(version, serving.since(), FRAUDS_NEEDED);
    Instant now = timestamp();
    CheckReport report =
        new CheckReport(
            ID.format(now) + "-" + version,
            now,
            version,
            rows.window(),
            drift,
            ok || seenTwice,
            onset,
            performance,
            recommendation,
            Duration.ofNanos(System.nanoTime() - begun));
    References.Prepared reference = check.reference(version);
    store.write(new ReportPage(report, Histogram.of(reference, rows.rows())));
    return report;
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
