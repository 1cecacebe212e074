package io.evenkeel.monitor;

import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far the checks of the serving version have come, and whether a finding waits for its second
/// window. What it knows follows from the reports alone, so a restart loses nothing.
///
/// Mutable; belongs to the [Monitor], which uses it under its lock.
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final ServingVersion serving;
  private Instant rowsAfter;
  private Instant rejectionsAfter;
  private Instant lastCheck;
  private boolean notOk;
  private boolean notOkByRows;
  private boolean waiting;
  private Instant answered = Instant.MIN;
  private Instant dayTold = Instant.MIN;
  private final Optional<String> clock;

  private Progress(ServingVersion serving, Optional<String> clock) {
    this.serving = serving;
    this.clock = clock;
    rowsAfter = serving.since();
    rejectionsAfter = serving.since();
    lastCheck = serving.since();
  }

  /// Takes up where the reports of this version since its promotion end.
  ///
  /// @param reports oldest first; those of other versions, or of an earlier promotion, are passed
  ///   over
  /// @param clock the clock feature, if there is one
  static Progress after(ServingVersion serving, List<CheckReport> reports, Optional<String> clock) {
    Progress progress = new Progress(serving, clock);
    for (CheckReport report : reports) {
      boolean since = !report.timestamp().isBefore(serving.since());
      if (since && report.version().equals(serving.version())) {
        progress.add(report);
      }
    }
    return progress;
  }

  /// Takes the last check for one made now when it lies ahead, as after a clock was set back: else
  /// no check would be due, and nothing new be judged, before the clock is there again.
  void noLaterThan(Instant now) {
    if (lastCheck.isAfter(now)) {
      LOG.warn(
          "the last check is dated {}, but it is {}: the clock was set back; the next check is due"
              + " an interval from now",
          lastCheck,
          now);
      lastCheck = now;
      rowsAfter = rowsAfter.isAfter(now) ? now : rowsAfter;
      rejectionsAfter = rejectionsAfter.isAfter(now) ? now : rejectionsAfter;
    }
  }

  /// Goes on past a report.
  void add(CheckReport report) {
    lastCheck = report.timestamp();
    rejectionsAfter = report.timestamp();
    if (report.conclusive() && report.answers()) {
      answered = report.watch().orElseThrow().alarm();
    }
    if (report.conclusive() && report.window().isPresent()) {
      rowsAfter = report.window().get().to();
      rejectionsAfter = rowsAfter;
    }
    if (clock.filter(name -> ClockVerdict.holds(report.drift(), name)).isPresent()) {
      dayTold = report.timestamp();
    }
    // Neither what a day said nor what labels say is a window that another one could confirm.
    boolean ok =
        report.ok()
            || PerformanceFinding.alone(report.drift())
            || clock.filter(name -> ClockVerdict.alone(report.drift(), name)).isPresent();
    if (report.conclusive() || !ok) {
      notOk = !ok;
      notOkByRows = notOk && report.conclusive();
      waiting = notOk && !report.confirmed();
    } else if (!notOkByRows) {
      // Refused requests raised it, and they have stopped.
      notOk = false;
      waiting = false;
    }
  }

  ServingVersion serving() {
    return serving;
  }

  /// Rows up to here were judged.
  Instant rowsAfter() {
    return rowsAfter;
  }

  /// Refused requests up to here were judged.
  Instant rejectionsAfter() {
    return rejectionsAfter;
  }

  /// When the last check was made, or when the version began to serve.
  Instant lastCheck() {
    return lastCheck;
  }

  /// Whether the window before the next one was not OK.
  boolean notOk() {
    return notOk;
  }

  /// Whether the rows since the onset that an alarm of the watch names are still to be checked.
  boolean unanswered(WatchFinding finding) {
    return finding.alarm().isAfter(answered);
  }

  /// Whether no report holds what the day said.
  boolean untold(Lookout.Day day) {
    return day.over().isAfter(dayTold);
  }

  /// Whether an unconfirmed finding waits for its second window.
  boolean waiting() {
    return waiting;
  }
}
