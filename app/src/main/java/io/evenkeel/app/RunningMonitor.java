package io.evenkeel.app;

import java.time.Duration;

/// The monitor at work.
public final class RunningMonitor implements AutoCloseable {
  private final Vital loop;

  RunningMonitor(Vital loop) {
    this.loop = loop;
  }

  /// Whether it still runs.
  boolean isRunning() {
    return loop.isRunning();
  }

  void join(Duration atMost) throws InterruptedException {
    loop.join(atMost);
  }

  /// Waits until it has ended, which it does only when it is told to or something is badly wrong.
  public void join() throws InterruptedException {
    while (isRunning()) {
      loop.join(Duration.ofSeconds(1));
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
