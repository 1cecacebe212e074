package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.chronicle.Chronicle;
import io.evenkeel.ledger.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// A process of the agent, on a machine of its own: it acts while it has the lease, and until it
/// dies.
///
/// Mutable; owned by the thread of the drill.
final class AgentProcess implements AutoCloseable {
  /// Two steps: who does not renew it within one is gone.
  private static final Duration LEASE = DrillSettings.STEP.multipliedBy(2);

  private final String machine;
  private final Lease lease;
  private final Evenkeel evenkeel;
  private final Responder responder;
  private final Optional<Chronicle> chronicle;
  private final Clock clock;
  private boolean busy;

  /// Starts it.
  ///
  /// @param machine where it runs
  /// @param evenkeel the home, opened for this process; closed with it
  /// @param telling whether the chronicle runs beside it
  AgentProcess(
      String machine, Evenkeel evenkeel, FragileRemedies remedies, boolean telling, Clock clock) {
    this.machine = machine;
    this.lease = evenkeel.ledger().lease();
    this.evenkeel = evenkeel;
    this.responder = evenkeel.agent(remedies, AgentListener.silent());
    this.chronicle = telling ? Optional.of(evenkeel.chronicle()) : Optional.empty();
    this.clock = clock;
  }

  /// Where it runs.
  String machine() {
    return machine;
  }

  /// Says that it lives, while it waits for something.
  void renew() {
    lease.renew(LEASE);
  }

  /// Acts, if it has the lease or gets it, and is not in the middle of something.
  ///
  /// @throws InterruptedException when the process is ending
  void turn() throws InterruptedException {
    boolean holds =
        !busy
            && (lease.renew(LEASE)
                || switch (lease.take(machine, LEASE)) {
                  case Lease.Taking.Granted _ -> true;
                  case Lease.Taking.Held _ -> false;
                });
    if (!holds) {
      return;
    }
    busy = true;
    try {
      responder.once();
      if (chronicle.isPresent()) {
        chronicle.get().once(clock.instant().plus(DrillSettings.STEP));
      }
    } finally {
      busy = false;
    }
  }

  /// Its end, whatever it was at. The lease runs out, unless its machine asks again.
  @Override
  public void close() {
    chronicle.ifPresent(Chronicle::close);
    evenkeel.close();
  }
}
