package io.evenkeel.agent;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.Window;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Checks that find what the test says. Owned by the test's thread.
final class ScriptedChecks implements Checks {
  private static final int WINDOW_SECONDS = 4;

  /// What the coming full windows hold; none is full when it is empty.
  final Deque<DriftReport> windows = new ArrayDeque<>();

  final List<Instant> cursors = new ArrayList<>();
  final List<String> versions = new ArrayList<>();
  boolean failing;
  RocAuc performance = new RocAuc.NotEnoughData(12, 100);
  Optional<PerformanceFall> fall = Optional.empty();

  @Override
  public DriftCheck.Finding following(String version, Instant after) {
    if (failing) {
      throw new IllegalStateException("the log is away");
    }
    versions.add(version);
    cursors.add(after);
    DriftReport next = windows.poll();
    return next == null
        ? new DriftCheck.Finding(Optional.empty(), TestingReports.tooFew(0))
        : new DriftCheck.Finding(
            Optional.of(new Window(after.plusNanos(1000), after.plusSeconds(WINDOW_SECONDS), 2000)),
            next);
  }

  @Override
  public DriftCheck.Finding newest(String version) {
    return new DriftCheck.Finding(Optional.empty(), TestingReports.drift(0));
  }

  @Override
  public RocAuc performance(String version, Instant after, int needed) {
    return performance;
  }

  @Override
  public Optional<PerformanceFall> fall(String version, Instant since) {
    return fall;
  }
}
