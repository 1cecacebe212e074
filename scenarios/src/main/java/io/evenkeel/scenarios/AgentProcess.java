package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentLock;
import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.chronicle.Chronicle;
import java.time.Clock;
import java.util.Optional;

/// A process of the agent: it acts once it has the right to, and until it dies.
///
/// Mutable; owned by the thread of the drill.
final class AgentProcess implements AutoCloseable {
  private final Home home;
  private final Evenkeel evenkeel;
  private final Responder responder;
  private final Optional<Chronicle> chronicle;
  private final Clock clock;
  private Optional<AgentLock> right = Optional.empty();

  /// Starts it.
  ///
  /// @param evenkeel the home, opened for this process; closed with it
  /// @param telling whether the chronicle runs beside it
  AgentProcess(
      Home home, Evenkeel evenkeel, FragileRemedies remedies, boolean telling, Clock clock) {
    this.home = home;
    this.evenkeel = evenkeel;
    this.responder = evenkeel.agent(remedies, AgentListener.silent());
    this.chronicle = telling ? Optional.of(evenkeel.chronicle()) : Optional.empty();
    this.clock = clock;
  }

  /// Acts, if it has the right or nobody else has.
  ///
  /// @throws InterruptedException when the process is ending
  void turn() throws InterruptedException {
    if (right.isEmpty()) {
      right = AgentLock.tryAcquire(home.root().resolve("agent.lock"));
    }
    if (right.isEmpty()) {
      return;
    }
    responder.once();
    if (chronicle.isPresent()) {
      chronicle.get().once(clock.instant().plus(DrillSettings.STEP));
    }
  }

  /// Its end, whatever it was at: the operating system takes the right back.
  @Override
  public void close() {
    chronicle.ifPresent(Chronicle::close);
    right.ifPresent(AgentLock::close);
    evenkeel.close();
  }
}
