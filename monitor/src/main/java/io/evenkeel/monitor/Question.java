package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a check is asked.
///
/// @param rows the rows to judge
/// @param notOkBefore whether the window before was not OK either
/// @param awaited whether these rows are the second window that a finding waits for
/// @param raised the alarm of the watch that stands
/// @param answers the alarm whose rows these are: they begin at its onset
record Question(
    WindowRows rows,
    boolean notOkBefore,
    boolean awaited,
    Optional<Lookout.Raised> raised,
    Optional<WatchFinding> answers) {
  private static final int PARTS = 4;

  /// Whether a finding in these rows was seen by another eye too: by the watch, or in the window
  /// before. The watch speaks of rows, so it does not confirm what is wrong with requests alone.
  ///
  /// A window that straddles the end of a drift is not OK after another that was not. Where the
  /// watch has an alarm but no evidence in the newest rows, a window that follows must agree.
  boolean confirms(DriftReport drift) {
    boolean byTheWatch = answers.isPresent() && drift.verdict() instanceof Verdict.Drifted;
    return byTheWatch || (notOkBefore && (awaited || !seemsOver()));
  }

  private boolean seemsOver() {
    return raised.isPresent()
        && rows.window()
            .map(window -> raised.get().last().isBefore(newestPart(window)))
            .orElse(false);
  }

  private static Instant newestPart(Window window) {
    return window.to().minus(Duration.between(window.from(), window.to()).dividedBy(PARTS));
  }
}
