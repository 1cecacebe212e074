package io.evenkeel.app;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that runs on a thread of its own until it is told to end.
///
/// Safe for use by many threads.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Thread thread;

  /// What a loop does; it returns or throws only when its thread is interrupted.
  @FunctionalInterface
  public interface Work {
    /// Runs.
    void run() throws InterruptedException;
  }

  private Loop(Thread thread) {
    this.thread = thread;
  }

  /// Starts.
  ///
  /// @param name the name of the thread, for people
  /// @param work what to do
  public static Loop start(String name, Work work) {
    return new Loop(
        Thread.ofPlatform()
            .name(name)
            .uncaughtExceptionHandler((_, e) -> LOG.error("the {} broke off", name, e))
            .start(() -> run(work)));
  }

  private static void run(Work work) {
    try {
      work.run();
    } catch (InterruptedException _) {
      // Told to end: what is left open is in the journal.
      Thread.currentThread().interrupt();
    }
  }

  /// Whether it still runs.
  public boolean isRunning() {
    return thread.isAlive();
  }

  /// Waits until it has ended, at most for a while.
  public void join(Duration atMost) throws InterruptedException {
    thread.join(atMost);
  }

  /// Waits until it has ended.
  public void join() throws InterruptedException {
    thread.join();
  }

  /// Tells it to end and waits for that, at most for half a minute.
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE)) {
        LOG.warn("the {} did not end within {}", thread.getName(), PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
