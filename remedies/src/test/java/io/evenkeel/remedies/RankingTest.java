package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Candidates are given with the one that served last first.
class RankingTest {
  @TempDir private Path directory;
  private ModelBundle bundle;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    TestingBundles.place("v1", directory.resolve("v1"));
    bundle = ModelBundle.open(directory.resolve("v1"));
  }

  @Test
  void aClearlyBetterFitComesFirstWhateverThePerformance() {
    Candidate loose = candidate(0.9, measured(0.99));
    Candidate close = candidate(0.3, measured(0.95));
    assertThat(Ranking.of(List.of(loose, close))).containsExactly(close, loose);
  }

  @Test
  void ofFitsAlikeTheBetterPerformanceComesFirst() {
    Candidate newer = candidate(0.40, measured(0.95));
    Candidate better = candidate(0.60, measured(0.97));
    assertThat(Ranking.of(List.of(newer, better))).containsExactly(better, newer);
  }

  @Test
  void ofPerformancesAlikeTheOneThatServedLastComesFirst() {
    Candidate newer = candidate(0.5, measured(0.961));
    Candidate older = candidate(0.5, measured(0.969));
    assertThat(Ranking.of(List.of(newer, older))).containsExactly(newer, older);
  }

  @Test
  void anUnknownPerformanceIsNoReasonForOrAgainst() {
    Candidate newer = candidate(0.5, new Standing.Unknown("no labels"));
    Candidate known = candidate(0.5, measured(0.97));
    assertThat(Ranking.of(List.of(newer, known))).containsExactly(newer, known);
    assertThat(Ranking.of(List.of(known, newer))).containsExactly(known, newer);
  }

  @Test
  void nobodyIsAPlaceOnTheList() {
    assertThat(Ranking.of(List.of())).isEmpty();
  }

  @Test
  void worseIsWhatIsKnownToBeWorse() {
    assertThat(new Standing.Measured(0.9, -0.05, -0.08, -0.02, 200).worse()).isTrue();
    assertThat(new Standing.Measured(0.9, -0.05, -0.12, 0.02, 20).worse()).isFalse();
    assertThat(new Standing.Estimated(0.9, 0.88, 0.92, 0.95, 0.93).worse()).isTrue();
    assertThat(new Standing.Estimated(0.9, 0.88, 0.94, 0.95, 0.93).worse()).isFalse();
    assertThat(new Standing.Unknown("no labels").worse()).isFalse();
  }

  private static Standing measured(double rocAuc) {
    return new Standing.Measured(rocAuc, 0, -0.02, 0.02, 100);
  }

  private Candidate candidate(double misfit, Standing standing) {
    return new Candidate(bundle, new Candidate.Fit(true, List.of(), misfit), standing);
  }
}
