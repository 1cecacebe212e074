package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.scenarios.CrashRemedies.Sabotage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process is killed with SIGKILL and started again: a small share of what `benchmarks/run
/// crashes` does, and proof that the oracle sees what must not be.
class CrashHarnessTest {
  private static final int KILLS = 25;

  @TempDir private static Path directory;
  private static final StringWriter SAID = new StringWriter();
  private static CrashHarness harness;

  @BeforeAll
  static void prepare() throws InterruptedException {
    harness =
        CrashHarness.over(
            directory,
            new CrashHarness.Order(
                List.of(CrashPlay.ALERT, CrashPlay.RETRAIN), KILLS, 7, Sabotage.NONE),
            false,
            new PrintWriter(SAID, true));
  }

  @Test
  void nothingHappensTwiceNothingIsForgottenNothingIsHalfDone() throws InterruptedException {
    CrashTally tally = harness.run(2);
    assertThat(tally.problems()).as(SAID.toString()).isEmpty();
    assertThat(tally.clean()).isTrue();
    assertThat(tally.kills()).isGreaterThanOrEqualTo(KILLS);
    assertThat(tally.changes() + tally.alerts()).isGreaterThanOrEqualTo(tally.incidents());
  }

  @Test
  void theOracleSeesAnEffectThatIsRepeated() throws InterruptedException {
    CrashTally tally = killed(CrashPlay.ALERT, "after alert", Sabotage.ALWAYS_REPEAT);
    assertThat(tally.duplicates()).isEqualTo(1);
    assertThat(tally.alerts()).isEqualTo(2);
    assertThat(killed(CrashPlay.ALERT, "after alert", Sabotage.NONE).clean()).isTrue();
  }

  @Test
  void theOracleSeesAnEffectWithoutAnIntent() throws InterruptedException {
    CrashTally tally = killed(CrashPlay.ALERT, "incident open", Sabotage.WITHOUT_INTENT);
    assertThat(tally.problems()).anyMatch(problem -> problem.contains("never announced"));
    assertThat(tally.clean()).isFalse();
  }

  @Test
  void theOracleSeesAnEffectThatIsTakenForDone() throws InterruptedException {
    CrashTally tally = killed(CrashPlay.ALERT, "before alert", Sabotage.ALWAYS_DONE);
    assertThat(tally.forgotten()).isPositive();
    assertThat(killed(CrashPlay.ALERT, "before alert", Sabotage.NONE).clean()).isTrue();
  }

  @Test
  void theOracleSeesAPromotionThatTheJournalDenies() throws InterruptedException {
    CrashTally tally = killed(CrashPlay.RETRAIN, "after retrain", Sabotage.ALWAYS_REPEAT);
    assertThat(tally.halves()).isPositive();
  }

  private static CrashTally killed(CrashPlay play, String boundary, Sabotage sabotage)
      throws InterruptedException {
    CrashStage stage =
        harness.stages().stream().filter(s -> s.play() == play).findFirst().orElseThrow();
    int number = stage.undisturbed().boundaries().indexOf(boundary) + 1;
    assertThat(number).as(boundary).isPositive();
    return harness.incident(stage, new KillPlan.AtBoundary(number), sabotage);
  }
}
