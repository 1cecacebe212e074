package io.evenkeel.remedies;

import java.time.Duration;

/// Lets time pass; the companion of the clock, so that both may be virtual. In production
/// `Thread::sleep`.
@FunctionalInterface
public interface Pause {
  /// Returns when that much time has passed.
  ///
  /// @throws InterruptedException when the process is ending
  void sleep(Duration duration) throws InterruptedException;
}
