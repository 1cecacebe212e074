package io.evenkeel.scenarios;

import io.evenkeel.model.RocAuc;
import io.evenkeel.model.ScoredLabels;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.TrafficListener;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sorts the answers of the server by the phase of the incident and keeps scores and reported
/// labels, so that ROC-AUC before, during and after is measured on what the server really answered.
///
/// Safe for use by many threads.
final class LiveQuality implements TrafficListener {
  /// The phases of an incident, as a row sees them.
  enum Phase {
    /// The world as the champion knows it.
    BEFORE(300),
    /// The changed world, scored by the old champion. A quick repair leaves few of them.
    DURING(50),
    /// The changed world scored by the new champion, or the old world after the shift has passed.
    AFTER(300);

    private final int fraudsNeeded;

    Phase(int fraudsNeeded) {
      this.fraudsNeeded = fraudsNeeded;
    }

    /// Below this many frauds a phase has no figure.
    int fraudsNeeded() {
      return fraudsNeeded;
    }
  }

  private final String versionBefore;
  private final AtomicBoolean shiftPassed = new AtomicBoolean();
  private final Map<Phase, Rows> phases = new EnumMap<>(Phase.class);

  LiveQuality(String versionBefore) {
    this.versionBefore = versionBefore;
    for (Phase phase : Phase.values()) {
      phases.put(phase, new Rows());
    }
  }

  @Override
  public void answered(Answer answer) {
    rows(phaseOf(answer)).add(answer.probability(), answer.reported());
  }

  /// From now on quiet rows belong to the time after the incident.
  void shiftPassed() {
    shiftPassed.set(true);
  }

  /// Frauds seen in a phase so far.
  int frauds(Phase phase) {
    return rows(phase).frauds();
  }

  /// ROC-AUC of a phase.
  RocAuc measure(Phase phase) {
    return RocAuc.of(rows(phase).copy(), phase.fraudsNeeded());
  }

  private Phase phaseOf(Answer answer) {
    if (!answer.modelVersion().equals(versionBefore)) {
      return Phase.AFTER;
    }
    if (!answer.regime().equals(Regime.quiet())) {
      return Phase.DURING;
    }
    return shiftPassed.get() ? Phase.AFTER : Phase.BEFORE;
  }

  private Rows rows(Phase phase) {
    Rows rows = phases.get(phase);
    if (rows == null) {
      throw new IllegalStateException("no rows for " + phase);
    }
    return rows;
  }

  /// Growing arrays of scores and labels; guarded by itself.
  private static final class Rows {
    private double[] scores = new double[4_096];
    private boolean[] labels = new boolean[4_096];
    private int size;
    private int frauds;

    synchronized void add(double score, boolean fraud) {
      if (size == scores.length) {
        scores = Arrays.copyOf(scores, 2 * size);
        labels = Arrays.copyOf(labels, 2 * size);
      }
      scores[size] = score;
      labels[size++] = fraud;
      frauds += fraud ? 1 : 0;
    }

    synchronized int frauds() {
      return frauds;
    }

    synchronized ScoredLabels copy() {
      return new ScoredLabels(Arrays.copyOf(scores, size), Arrays.copyOf(labels, size));
    }
  }
}
