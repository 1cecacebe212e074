package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole incidents in three virtual days, through the real parts. All scenarios, more days and more
/// seeds: `./evenkeel drill --all`.
class DrillTest {
  private static final int DAYS = 3;

  @Test
  void theRightThingIsDoneAndNothingElse() throws InterruptedException {
    DrillScorecard card =
        play("quiet-days", "festival", "festival-over", "null-burst", "fraud-ring");

    assertThat(card.drills())
        .allSatisfy(drill ->
            assertThat(drill.right()).as("%s %s", drill.scenario(), drill.reasons()).isTrue());
    assertThat(card.falseActions()).isZero();
    assertThat(card.duplicates()).isZero();
    assertThat(drill(card, "festival").toRecover())
        .hasValueSatisfying(time -> assertThat(time).isLessThan(Duration.ofDays(2)));
    assertThat(card.describe()).contains("5 of 5 (100.0 %)").contains("retrain");
    assertThat(card.toJson()).contains("\"share_right\" : 1.0", "\"effects_duplicated\" : 0");
  }

  /// Nor does it depend on how many are played at once, or in which order.
  @Test
  void theSameSeedGivesTheSameScorecard(@TempDir Path kept) throws InterruptedException {
    List<String> names = List.of("one-client", "frozen-agent", "planned-hold");
    DrillScorecard two =
        Drill.play(new DrillPlan(names, DAYS, 1, 1, 2, Optional.of(kept)), _ -> {});
    assertThat(two.toJson()).isEqualTo(Drill.play(DrillPlan.of(names, DAYS), _ -> {}).toJson());
    assertThat(two.drills())
        .allSatisfy(drill ->
            assertThat(drill.right()).as("%s %s", drill.scenario(), drill.reasons()).isTrue());
    assertThat(kept.resolve("planned-hold-1/ledger.db")).exists();
    assertThatThrownBy(
            () -> Drill.play(new DrillPlan(names, DAYS, 1, 1, 1, Optional.of(kept)), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one-client-1 is there already");
  }

  @Test
  void everyScenarioHasANameOfItsOwnAndStatesWhatIsRight() {
    assertThat(Drill.names()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
    assertThat(Drill.stories()).hasSameSizeAs(Drill.names()).noneMatch(String::isBlank);
  }

  @Test
  void whatCannotBePlayedIsSaid() {
    assertThatThrownBy(() -> play("flood"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no scenario is called flood; there are quiet-days, ");
    assertThatThrownBy(() -> DrillPlan.of(List.of("festival"), 2))
        .hasMessageContaining("at least 3 days, 1 seed and 1 job, asked 2, 1 and 1");
  }

  private static DrillScorecard play(String... names) throws InterruptedException {
    return Drill.play(DrillPlan.of(List.of(names), DAYS), _ -> {});
  }

  private static DrillScorecard.Played drill(DrillScorecard card, String name) {
    return card.drills().stream()
        .filter(played -> played.scenario().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
