package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `v2` answers for 3,000 festival rows, its parent `v1` for 3,000 quiet ones.
class EarlierRowsTest {
  @TempDir private Path directory;
  private TestingHome home;
  private ModelBundle champion;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory);
    home.versions("v1", "v2");
    champion = home.registry.open("v2");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void allThatTheChampionAndItsAncestorsAnsweredFor() {
    LabelledTable rows = of(20_000);
    assertThat(rows.rows()).isEqualTo(6000);
    assertThat(festivalRows(rows)).isBetween(2950L, 3050L);
  }

  @Test
  void theNewestComesFirst() {
    LabelledTable rows = of(4000);
    assertThat(rows.rows()).isEqualTo(4000);
    assertThat(festivalRows(rows)).isBetween(2950L, 3050L);
  }

  @Test
  void aPartIsDrawnEvenly() {
    LabelledTable rows = of(1000);
    assertThat(rows.rows()).isEqualTo(1000);
    assertThat(rows.features().row(999)).isEqualTo(champion.reference().features().row(2997));
    assertThat(of(0).rows()).isZero();
  }

  @Test
  void aDamagedAncestorEndsTheLine() throws IOException {
    TestingBundles.damage(home.registry.directory("v1"));
    assertThat(of(20_000).rows()).isEqualTo(3000);
  }

  @Test
  void earlierRowsWeighLess() {
    Mixture mixture =
        Mixture.of(TestingWorld.QUIET.rows(2, 1), TestingWorld.FESTIVAL.rows(3, 1), 0.25);
    assertThat(mixture.rows().rows()).isEqualTo(5);
    assertThat(festivalRows(mixture.rows().select(new int[] {2, 3, 4}))).isEqualTo(3);
    assertThat(mixture.weights()).containsExactly(1, 1, 2f / 9, 2f / 9, 2f / 9);
  }

  @Test
  void aFewEarlierRowsWeighNoMoreThanRecentOnes() {
    Mixture mixture =
        Mixture.of(TestingWorld.QUIET.rows(9, 1), TestingWorld.FESTIVAL.rows(1, 1), 0.25);
    assertThat(mixture.weights()).containsOnly(1);
  }

  private LabelledTable of(int most) {
    return new EarlierRows(home.registry).of(champion, most);
  }

  private static long festivalRows(LabelledTable rows) {
    return Arrays.stream(rows.features().column(0)).filter(hour -> hour > 17).count();
  }
}
