package io.evenkeel.app;

import io.evenkeel.monitor.Explanations;
import java.time.Duration;

/// The monitor at work: the watch, the checks beside it, and the explanations of what they find.
///
/// Closing it ends the checks, then the watch, which saves what it knows, then the explanations.
public final class RunningMonitor implements AutoCloseable {
  private final Loop watch;
  private final Vital loop;
  private final Explanations explanations;

  RunningMonitor(Loop watch, Vital loop, Explanations explanations) {
    this.watch = watch;
    this.loop = loop;
    this.explanations = explanations;
  }

  /// Whether both still run: checks without the watch would be slow in silence.
  boolean isRunning() {
    return loop.isRunning() && watch.isRunning();
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
    watch.close();
    explanations.close();
  }
}
