package io.evenkeel.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.KnownFrauds;
import io.evenkeel.mlflow.MlflowRecord.Run;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.OperatingPoint;
import io.evenkeel.model.PairedDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateFiguresTest {
  @Test
  void everyFigureOfTheGateIsAMetric() {
    HoldoutComparison recent =
        new HoldoutComparison.Measured(
            120,
            3600,
            new PairedDifference(0.78, 0.96, 0.15, 0.21),
            new PairedDifference(0.3, 0.6, 0.2, 0.4),
            0.01,
            new PairedDifference(0.35, 0.65, 0.25, 0.35),
            Optional.of(new PairedDifference(90_000, 40_000, -70_000, -30_000)),
            new OperatingPoint(0.4, 0.12, 0.55, 0.1),
            new OperatingPoint(0.4, 0.04, 0.75, 0.01));
    GateEvidence evidence =
        new GateEvidence(
            "v1",
            "v2",
            recent,
            new HoldoutComparison.NotEnoughData(40, 100),
            Optional.of(new KnownFrauds(50, 48, 47)),
            new LabelCoverage(
                List.of(), new LabelCoverage.Band(100, 90), new LabelCoverage.Band(300, 290), ""),
            false);
    RunDraft draft = new RunDraft();
    GateFigures.into(draft, evidence);
    Run run =
        draft.run(
            "key", "experiment", "name", Instant.EPOCH, Instant.EPOCH, true, Optional.empty());
    assertThat(run.metrics())
        .hasSize(30)
        .containsEntry("gate.recent.frauds", 120.0)
        .containsEntry("gate.recent.roc_auc.champion", 0.78)
        .containsEntry("gate.recent.roc_auc.lower", 0.15)
        .containsEntry("gate.recent.pr_auc.challenger", 0.6)
        .containsEntry("gate.recent.recall_at_fixed_fpr.upper", 0.35)
        .containsEntry("gate.recent.cost_per_thousand.challenger", 40_000.0)
        .containsEntry("gate.recent.flagged.champion", 0.12)
        .containsEntry("gate.recent.recall_at_threshold.challenger", 0.75)
        .containsEntry("gate.trusted.seen", 40.0)
        .containsEntry("gate.known_frauds.challenger", 47.0)
        .containsEntry("gate.label_coverage.flagged", 0.9);
    assertThat(run.artifacts())
        .singleElement()
        .satisfies(artifact -> assertThat(artifact.path()).isEqualTo("gate/evidence.txt"));
  }
}
