package io.evenkeel.monitor;

import io.evenkeel.drift.Verdict;
import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.Optional;

/// What the checks ask the watch, and tell it.
public interface Lookout {
  /// An alarm that stands.
  ///
  /// @param finding what was said when it was raised
  /// @param last when the watch last had enough evidence to alarm; not before `finding.alarm()`
  record Raised(WatchFinding finding, Instant last) {}

  /// The alarm that stands over a version, if one does.
  Optional<Raised> raised(ServingVersion serving);

  /// What a whole day said of the clock feature.
  ///
  /// @param over when the day was over
  /// @param verdict stable or drifted
  record Day(Instant over, Verdict verdict) {}

  /// What the last whole day said of the clock feature of a version, if there is one and a day has
  /// been seen.
  Optional<Day> clock(ServingVersion serving);

  /// Is told of each report. A check that finds nothing in rows that are all newer than the last
  /// evidence ends a standing alarm.
  void checked(CheckReport report);

  /// No watch at all.
  static Lookout none() {
    return new Lookout() {
      @Override
      public Optional<Raised> raised(ServingVersion serving) {
        return Optional.empty();
      }

      @Override
      public Optional<Day> clock(ServingVersion serving) {
        return Optional.empty();
      }

      @Override
      public void checked(CheckReport report) {
        // Nobody watches.
      }
    };
  }
}
