package io.evenkeel.agent;

import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.DriftCheck;
import java.time.Instant;
import java.util.Optional;

/// The measurements that verification asks for.
public interface Checks {
  /// Checks the first full window of rows that a version served after a moment; `NotEnoughData`
  /// while it is not full.
  ///
  /// @param after exclusive
  DriftCheck.Finding following(String version, Instant after);

  /// Checks the newest rows that a version served.
  DriftCheck.Finding newest(String version);

  /// Live ROC-AUC of a version on all mature labelled rows that it served after a moment.
  ///
  /// @param after exclusive
  /// @param needed the least number of frauds
  RocAuc performance(String version, Instant after, int needed);

  /// That the newest mature rows are scored worse than the version's hold-out was, if they are.
  ///
  /// @param since labelled rows count after this moment
  Optional<PerformanceFall> fall(String version, Instant since);

  /// The measurements of the monitor.
  static Checks of(DriftCheck check) {
    return new Checks() {
      @Override
      public DriftCheck.Finding following(String version, Instant after) {
        return check.following(version, after);
      }

      @Override
      public DriftCheck.Finding newest(String version) {
        return check.newest(version);
      }

      @Override
      public Optional<PerformanceFall> fall(String version, Instant since) {
        return check.fall(version, since);
      }

      @Override
      public RocAuc performance(String version, Instant after, int needed) {
        return check.performance(version, after, needed);
      }
    };
  }
}
