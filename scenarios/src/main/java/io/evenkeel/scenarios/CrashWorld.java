package io.evenkeel.scenarios;

import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// The world around a dying agent: once an incident is dealt with, it lets traffic pass of the kind
/// that the serving version answers for, a window at a time, until the incident is over.
///
/// Owned by the thread of the agent.
final class CrashWorld {
  /// Runs of the agent after which the incident counts as forgotten.
  private static final int PATIENCE = 400;

  /// How much more the labels follow the version before than the one that serves.
  private static final int FAITH = 4;

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
    over =
        !incidents.isEmpty()
            && incidents.stream()
                .allMatch(incident -> play.over(incident, evenkeel.ledger().journal()));
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
    LabelledTable rows = traffic.table(regime, play.window());
    if (bad) {
      rows = topped(rows, negated(scores(serving, rows)));
    } else if (repaired && play == CrashPlay.HINDSIGHT) {
      rows = topped(rows, mostly(ranks(scores(first, rows)), ranks(scores(serving, rows))));
    }
    CrashHome.serve(evenkeel, serving, rows, "passed-" + UUID.randomUUID(), labelled);
  }

  private double[] scores(String version, LabelledTable rows) {
    return evenkeel.registry().open(version).scorer().probabilities(rows.features());
  }

  /// The same rows with as many frauds, but those are the rows of the highest scores.
  private static LabelledTable topped(LabelledTable rows, double[] scores) {
    int[] ranks = ranks(scores);
    boolean[] labels = new boolean[ranks.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = ranks[row] >= labels.length - rows.positives();
    }
    return new LabelledTable(rows.features(), labels);
  }

  private static double[] negated(double[] scores) {
    return Arrays.stream(scores).map(score -> -score).toArray();
  }

  /// What the first says, a little bent to what the second says: both are good, the first is
  /// better.
  private static double[] mostly(int[] first, int[] second) {
    return IntStream.range(0, first.length)
        .mapToDouble(row -> FAITH * first[row] + second[row])
        .toArray();
  }

  /// The place of each value, from 0 for the least.
  private static int[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> values[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[values.length];
    for (int place = 0; place < order.length; place++) {
      ranks[order[place]] = place;
    }
    return ranks;
  }
}
