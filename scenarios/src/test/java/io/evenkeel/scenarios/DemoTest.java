package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.app.Home;
import io.evenkeel.model.RocAuc;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole incidents, start to finish, over real HTTP.
class DemoTest {
  @TempDir private Path home;

  @Test
  void aFestivalIsRepairedByARetrain() throws InterruptedException {
    Scorecard card = play(Severity.HIGH);

    assertThat(card.outcome()).isEqualTo(new Scorecard.ScenarioOutcome.Recovered());
    assertThat(card.driftScore()).isEqualTo(0.625);
    assertThat(card.driftedColumns())
        .containsExactlyInAnyOrder(
            "amount", "hour", "device_type", "sender_age_days", "txn_count_1h");
    assertThat(card.decision()).isEqualTo("retrain");
    assertThat(card.confidence()).isEqualTo(0.95);
    assertThat(card.action()).startsWith("promoted | roc_auc=0.9").endsWith("| version=v2");
    assertThat(List.of(card.versionBefore(), card.versionAfter())).containsExactly("v1", "v2");
    assertThat(auc(card.during())).isLessThan(auc(card.before()) - 0.05);
    assertThat(auc(card.after())).isGreaterThan(auc(card.before()) - 0.04);
    assertThat(card.requestsFailed()).isZero();
    assertThat(card.toJson()).contains("\"outcome\" : \"recovered\"", "\"drift_score\" : 0.625");
  }

  @Test
  void aSmallerFestivalIsAnsweredByTheVersionThatKnowsIt() throws InterruptedException {
    Scorecard card = play(Severity.MEDIUM);

    assertThat(card.outcome()).isEqualTo(new Scorecard.ScenarioOutcome.Recovered());
    assertThat(card.driftScore()).isEqualTo(0.375);
    assertThat(card.decision()).isEqualTo("rollback");
    assertThat(card.confidence()).isEqualTo(0.88);
    assertThat(card.action()).isEqualTo("rolled back | version=v1");
    assertThat(List.of(card.versionBefore(), card.versionAfter())).containsExactly("v2", "v1");
    assertThat(card.requestsFailed()).isZero();
  }

  @Test
  void aPassingShiftIsTold() throws InterruptedException {
    Scorecard card = play(Severity.LOW);

    assertThat(card.outcome()).isEqualTo(new Scorecard.ScenarioOutcome.Recovered());
    assertThat(card.driftScore()).isEqualTo(0.125);
    assertThat(card.driftedColumns()).containsExactly("hour");
    assertThat(card.decision()).isEqualTo("alert");
    assertThat(card.confidence()).isEqualTo(0.6875);
    assertThat(home.resolve("alerts")).isNotEmptyDirectory();
    assertThat(card.versionAfter()).isEqualTo("v1");
    assertThat(card.requestsFailed()).isZero();
  }

  private Scorecard play(Severity severity) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    DemoPlan plan = new DemoPlan(severity, 7, 0, 1000);
    try (Demo demo = new Demo(plan, new Home(home), clock, new Narrator(out, clock))) {
      Scorecard card = demo.run();
      out.print(card.describe());
      out.flush();
      return card;
    }
  }

  private static double auc(RocAuc measured) {
    return switch (measured) {
      case RocAuc.Measured m -> m.value();
      case RocAuc.NotEnoughData(int positives, int needed) ->
          throw new AssertionError("%d of %d frauds".formatted(positives, needed));
    };
  }
}
