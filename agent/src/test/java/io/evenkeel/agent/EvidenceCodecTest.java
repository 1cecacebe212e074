package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.KnownFrauds;
import io.evenkeel.incident.Outcome;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.LabelCoverage.Band;
import io.evenkeel.model.OperatingPoint;
import io.evenkeel.model.PairedDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceCodecTest {
  private static final HoldoutComparison MEASURED =
      new HoldoutComparison.Measured(
          120,
          3600,
          new PairedDifference(0.78, 0.96, 0.15, 0.21),
          new PairedDifference(0.3, 0.6, 0.2, Double.NaN),
          0.01,
          new PairedDifference(0.35, 0.65, 0.25, 0.35),
          Optional.of(new PairedDifference(90_000, 40_000.5, -70_000, -30_000)),
          new OperatingPoint(0.4, 0.12, 0.55, 0.1),
          new OperatingPoint(0.4, 0.04, 0.75, 0.01));
  private static final GateEvidence EVIDENCE =
      new GateEvidence(
          "v1",
          "v2",
          MEASURED,
          new HoldoutComparison.NotEnoughData(40, 100),
          Optional.of(new KnownFrauds(50, 48, 47)),
          new LabelCoverage(
              List.of(new Band(10, 9), new Band(20, 20)), new Band(5, 4), new Band(25, 25), "so"),
          true);

  @Test
  void whatIsWrittenWithAnOutcomeIsReadBack() {
    Outcome.Changed changed =
        new Outcome.Changed("v1", "v2", 0.96, 0.01, "promoted").with(EVIDENCE);
    assertThat(Details.outcome(entry("promoted", Details.outcome(changed, "report-1"))))
        .isEqualTo(changed);
    Outcome.Refused refused = new Outcome.Refused("kept v1", Optional.of(withoutOptionalFigures()));
    assertThat(Details.outcome(entry("refused", Details.outcome(refused, "report-1"))))
        .isEqualTo(refused);
  }

  @Test
  void entriesOfOlderProgramsHaveNone() {
    assertThat(Details.outcome(entry("refused", "{\"describe\":\"kept v1\"}")))
        .isEqualTo(new Outcome.Refused("kept v1"));
  }

  @Test
  void whatIsNoEvidenceIsRefused() {
    String written = Details.outcome(new Outcome.Refused("no", Optional.of(EVIDENCE)), "r");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Details.outcome(entry("refused", written.replace("\"pr_auc\"", "\"other\""))))
        .withMessageContaining("pr_auc");
  }

  private static GateEvidence withoutOptionalFigures() {
    HoldoutComparison.Measured measured = (HoldoutComparison.Measured) MEASURED;
    HoldoutComparison plain =
        new HoldoutComparison.Measured(
            120,
            3600,
            measured.rocAuc(),
            measured.prAuc(),
            0.01,
            measured.recall(),
            Optional.empty(),
            measured.champion(),
            measured.challenger());
    return new GateEvidence(
        "v1", "v2", plain, plain, Optional.empty(), LabelCoverage.none(), false);
  }

  private static JournalEntry entry(String code, String detail) {
    return new JournalEntry(
        7,
        Instant.EPOCH,
        "i1",
        "retrain",
        code.equals("promoted") ? JournalEntry.Phase.DONE : JournalEntry.Phase.FAILED,
        "i1/1/retrain",
        code,
        detail);
  }
}
