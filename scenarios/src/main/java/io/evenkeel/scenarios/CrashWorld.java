package io.evenkeel.scenarios;

import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// The world around a dying agent: once an incident is dealt with, it lets traffic pass of the kind
/// that the serving version answers for, a window at a time, until the incident is over.
///
/// Owned by the thread of the agent.
final class CrashWorld {
  /// Runs of the agent after which the incident counts as forgotten.
  private static final int PATIENCE = 400;

  private final Evenkeel evenkeel;
  private final CrashPlay play;
  private final String first;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final UpiWorld traffic;
  private int turns;
  private volatile boolean over;

  /// @param first the version that served when the report was made
  CrashWorld(Evenkeel evenkeel, CrashPlay play, String first) {
    this.evenkeel = evenkeel;
    this.play = play;
    this.first = first;
    // Traffic is nothing that must be repeatable: what is killed is killed at another moment.
    this.traffic = UpiWorld.mixed(UUID.randomUUID().getMostSignificantBits());
  }

  /// Lets time pass after a run of the agent.
  void turn() {
    List<Incident> incidents =
        evenkeel.ledger().incidents().all().stream()
            .map(fact -> IncidentCodec.read(fact.detail()))
            .toList();
    turns++;
    over = !incidents.isEmpty() && incidents.stream().allMatch(play::over);
    if (over || turns > PATIENCE) {
      ended.countDown();
      return;
    }
    if (!incidents.isEmpty() && incidents.stream().allMatch(Incident::handled)) {
      pass(incidents.getLast());
    }
  }

  /// Waits until there is nothing more to come.
  ///
  /// @return whether every incident is resolved
  boolean await() throws InterruptedException {
    ended.await();
    return over;
  }

  private void pass(Incident incident) {
    String serving = evenkeel.registry().serving().map(ServingVersion::version).orElseThrow();
    boolean repaired = !serving.equals(first);
    boolean watched = repaired && incident.state() == IncidentState.MITIGATED;
    boolean bad = watched && (play == CrashPlay.REVERT || play == CrashPlay.STUCK);
    boolean fitsTheFirst = !repaired || (bad && play == CrashPlay.REVERT);
    boolean labelled = play != CrashPlay.UNPROVEN || !repaired || incident.escalated();
    Regime regime = fitsTheFirst ? Regime.quiet() : play.regime();
    CrashHome.serve(
        evenkeel,
        serving,
        traffic.table(regime, play.window()),
        "passed-" + UUID.randomUUID(),
        labelled,
        bad);
  }
}
