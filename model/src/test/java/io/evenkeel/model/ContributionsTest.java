package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributionsTest {
  private static final FeatureSchema SCHEMA = SyntheticPayments.SCHEMA;

  @TempDir Path directory;

  @Test
  void contributionsAndBiasAddUpToTheMargin() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(3_000, 1), 60, Map.of());
    FeatureTable rows = withMissing(SyntheticPayments.rows(200, 2).features());
    Scorer scorer = Scorer.of(model, "model.ubj", SCHEMA);
    Contributions contributions = Contributions.of(model, scorer, SCHEMA, rows);
    for (int row = 0; row < rows.rows(); row++) {
      double sum = contributions.bias();
      for (double[] values : contributions.values()) {
        sum += values[row];
      }
      assertThat(sum).isCloseTo(scorer.margin(rows.row(row)), within(1e-4));
    }
    // Of a model that has learned something, the features say something.
    assertThat(Arrays.stream(contributions.values()[0]).map(Math::abs).sum()).isGreaterThan(1);
  }

  @Test
  void aBaseScoreInBracketsChangesNothing() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(2_000, 3), 20, Map.of());
    byte[] bracketed =
        TestModels.withText(model, "base_score", "[" + TestModels.text(model, "base_score") + "]");
    FeatureTable rows = SyntheticPayments.rows(50, 4).features();
    Contributions plain =
        Contributions.of(model, Scorer.of(model, "model.ubj", SCHEMA), SCHEMA, rows);
    Contributions newer =
        Contributions.of(bracketed, Scorer.of(bracketed, "model.ubj", SCHEMA), SCHEMA, rows);
    assertThat(newer.bias()).isEqualTo(plain.bias());
    assertThat(newer.values()).isDeepEqualTo(plain.values());
  }

  @Test
  void aBundleIsExplained() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(1_000, 5), 10, Map.of());
    LabelledTable rows = SyntheticPayments.rows(200, 6);
    ModelBundle bundle =
        new ImportedModel(
                "v1",
                Optional.empty(),
                "test",
                model,
                rows,
                rows,
                Instant.parse("2026-11-02T00:00:00Z"))
            .writeTo(directory.resolve("v1"));
    Contributions contributions = Contributions.of(bundle, rows.features());
    assertThat(contributions.schema()).isEqualTo(bundle.schema());
    assertThat(contributions.values()).hasDimensions(SCHEMA.size(), 200);
  }

  @Test
  void anotherModelThanTheScorersIsRefused() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(1_000, 7), 10, Map.of());
    byte[] other = TestModels.train(SyntheticPayments.rows(1_000, 8), 10, Map.of());
    FeatureTable rows = SyntheticPayments.rows(50, 9).features();
    Scorer scorer = Scorer.of(other, "model.ubj", SCHEMA);
    assertThatThrownBy(() -> Contributions.of(model, scorer, SCHEMA, rows))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("reads another model");
    assertThatThrownBy(() -> Contributions.of(new byte[] {1, 2, 3}, scorer, SCHEMA, rows))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("cannot explain");
    assertThatThrownBy(
            () -> Contributions.of(other, scorer, SCHEMA, FeatureTable.ofRows(SCHEMA, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FeatureTable withMissing(FeatureTable rows) {
    double[][] columns = new double[SCHEMA.size()][];
    for (int feature = 0; feature < columns.length; feature++) {
      columns[feature] = rows.column(feature).clone();
      columns[feature][feature] = Double.NaN;
    }
    return new FeatureTable(SCHEMA, columns);
  }
}
