package io.evenkeel.app;

import io.evenkeel.agent.AgentLock;
import io.evenkeel.chronicle.Chronicle;
import java.time.Duration;

/// The agent at work, and beside it the chronicle, which tells the outside what it did.
///
/// Closing it ends the agent, then the chronicle, and only then gives the lock back.
public final class RunningAgent implements AutoCloseable {
  private static final Duration TELL = Duration.ofSeconds(1);

  private final AgentLock lock;
  private final Vital loop;
  private final Chronicle chronicle;
  private final Loop telling;

  RunningAgent(AgentLock lock, Vital loop, Chronicle chronicle) {
    this.lock = lock;
    this.loop = loop;
    this.chronicle = chronicle;
    this.telling = Loop.start("chronicle", () -> chronicle.watch(TELL));
  }

  /// Whether both still run: an agent of which nobody hears would act on in silence.
  boolean isRunning() {
    return loop.isRunning() && telling.isRunning();
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
    telling.close();
    chronicle.close();
    lock.close();
  }
}
