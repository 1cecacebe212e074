package io.evenkeel.chronicle;

import io.evenkeel.incident.GateEvidence;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.OperatingPoint;
import io.evenkeel.model.PairedDifference;

/// What a gate measured, as metrics of a run: `gate.recent.roc_auc.champion`, `.challenger`,
/// `.lower`, `.upper` (the last two of the difference) and so on, and the same in words.
final class GateFigures {
  private GateFigures() {}

  static void into(RunDraft draft, GateEvidence evidence) {
    holdout(draft, "gate.recent.", evidence.recent());
    holdout(draft, "gate.trusted.", evidence.trusted());
    evidence
        .knownFrauds()
        .ifPresent(known ->
            draft
                .metric("gate.known_frauds.rows", known.rows())
                .metric("gate.known_frauds.champion", known.champion())
                .metric("gate.known_frauds.challenger", known.challenger()));
    draft
        .metric("gate.label_coverage.all", evidence.coverage().all().share())
        .metric("gate.label_coverage.flagged", evidence.coverage().flagged().share())
        .metric("gate.label_coverage.passed", evidence.coverage().passed().share())
        .artifact("gate/evidence.txt", String.join("\n", evidence.lines()) + "\n");
  }

  private static void holdout(RunDraft draft, String prefix, HoldoutComparison compared) {
    switch (compared) {
      case HoldoutComparison.NotEnoughData(int seen, int needed) ->
          draft.metric(prefix + "seen", seen).metric(prefix + "needed", needed);
      case HoldoutComparison.Measured measured -> {
        draft
            .metric(prefix + "frauds", measured.positives())
            .metric(prefix + "honest", measured.negatives());
        pair(draft, prefix + "roc_auc", measured.rocAuc());
        pair(draft, prefix + "pr_auc", measured.prAuc());
        pair(draft, prefix + "recall_at_fixed_fpr", measured.recall());
        measured.cost().ifPresent(cost -> pair(draft, prefix + "cost_per_thousand", cost));
        point(draft, prefix, ".champion", measured.champion());
        point(draft, prefix, ".challenger", measured.challenger());
      }
    }
  }

  private static void pair(RunDraft draft, String name, PairedDifference difference) {
    draft
        .metric(name + ".champion", difference.champion())
        .metric(name + ".challenger", difference.challenger())
        .metric(name + ".lower", difference.lower())
        .metric(name + ".upper", difference.upper());
  }

  private static void point(RunDraft draft, String prefix, String model, OperatingPoint point) {
    draft
        .metric(prefix + "flagged" + model, point.flagged())
        .metric(prefix + "recall_at_threshold" + model, point.recall());
  }
}
