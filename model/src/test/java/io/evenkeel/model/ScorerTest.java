package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
  private static final FeatureSchema SCHEMA = SyntheticPayments.SCHEMA;

  @TempDir Path directory;

  @Test
  void marginsEqualThoseOfXgboostBitForBit() throws Exception {
    List<byte[]> models =
        List.of(
            TestModels.train(SyntheticPayments.rows(4_000, 1), 300, Map.of("eta", 0.05)),
            TestModels.train(
                SyntheticPayments.rows(6_000, 2),
                150,
                Map.of("subsample", 0.8, "colsample_bytree", 0.5, "seed", 9)),
            TestModels.train(
                SyntheticPayments.rows(3_000, 3), 41, Map.of("max_depth", 11, "eta", 0.6)),
            TestModels.train(SyntheticPayments.rows(300, 4), 1, Map.of("max_depth", 1)),
            TestModels.train(
                SyntheticPayments.rows(3_000, 5),
                30,
                Map.of("grow_policy", "lossguide", "max_depth", 0, "max_leaves", 60)),
            TestModels.train(
                SyntheticPayments.rows(2_000, 6), 50, Map.of("tree_method", "exact", "gamma", 3)),
            TestModels.train(
                SyntheticPayments.rows(2_000, 7),
                50,
                Map.of("scale_pos_weight", 9.3, "base_score", 0.5)));
    int seed = 100;
    int scored = 0;
    for (byte[] model : models) {
      FeatureTable rows = awkwardRows(15_000, model, ++seed);
      float[] margins = TestModels.predict(model, rows, true);
      float[] probabilities = TestModels.predict(model, rows, false);
      Scorer scorer = Scorer.of(model, "model.ubj", SCHEMA);
      double[] together = scorer.probabilities(rows);
      for (int row = 0; row < rows.rows(); row++) {
        double[] values = rows.row(row);
        float margin = scorer.margin(values);
        // One assertion object a row would take longer than all the scoring.
        if (Float.floatToRawIntBits(margin) != Float.floatToRawIntBits(margins[row])
            || scorer.probability(values) != together[row]
            || !(Math.abs(together[row] - probabilities[row]) <= 1e-6)) {
          throw new AssertionError(
              "seed %d row %s: margin %s, XGBoost %s; probability %s, XGBoost %s"
                  .formatted(
                      seed,
                      Arrays.toString(values),
                      margin,
                      margins[row],
                      together[row],
                      probabilities[row]));
        }
        scored++;
      }
    }
    assertThat(scored).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void missingValuesGoTheWayThatTrainingChose() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(3_000, 8), 20, Map.of());
    // Both ways occur, or this test shows nothing.
    assertThat(directions(model)).contains(0.0, 1.0);
    double[][] columns = new double[SCHEMA.size()][1];
    for (double[] column : columns) {
      column[0] = Double.NaN;
    }
    FeatureTable nothing = new FeatureTable(SCHEMA, columns);
    assertThat(Scorer.of(model, "model.ubj", SCHEMA).margin(nothing.row(0)))
        .isEqualTo(TestModels.predict(model, nothing, true)[0]);
  }

  @Test
  void everyBaseScoreGivesTheMarginThatXgboostComputes() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(300, 9), 2, Map.of("max_depth", 2));
    FeatureTable row = SyntheticPayments.rows(1, 10).features();
    SplittableRandom random = new SplittableRandom(11);
    for (int repeat = 0; repeat < 1_000; repeat++) {
      float base = (float) random.nextDouble(1e-4, repeat % 2 == 0 ? 1 : 0.1);
      byte[] rebased = TestModels.withText(model, "base_score", String.format("%E", base));
      assertThat(Scorer.of(rebased, "model.ubj", SCHEMA).margin(row.row(0)))
          .isEqualTo(TestModels.predict(rebased, row, true)[0]);
    }
  }

  @Test
  void theBracketedBaseScoreOfLaterVersionsMeansTheSame() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(2_000, 12), 40, Map.of());
    String plain = TestModels.text(model, "base_score");
    assertThat(plain).doesNotContain("[");
    byte[] bracketed = TestModels.withText(model, "base_score", "[" + plain + "]");
    FeatureTable rows = awkwardRows(2_000, model, 13);
    float[] margins = TestModels.predict(model, rows, true);
    Scorer scorer = Scorer.of(bracketed, "model.ubj", SCHEMA);
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(scorer.margin(rows.row(row))).isEqualTo(margins[row]);
    }
    assertRefused(
        TestModels.withText(model, "base_score", "[1E-1,2E-1]"), "base_score is not one number");
    assertRefused(TestModels.withText(model, "base_score", "1E0"), "must be above 0 and below 1");
    assertRefused(TestModels.withText(model, "base_score", "NaN"), "base_score is not one number");
  }

  @Test
  void zeroOfEitherSignIsZero() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(300, 23), 1, Map.of("max_depth", 1));
    int zero = Float.floatToRawIntBits(0.0f);
    int negativeZero = Float.floatToRawIntBits(-0.0f);
    for (int condition : new int[] {zero, negativeZero}) {
      byte[] atZero = withNumber(model, "split_conditions", 0, condition);
      for (double value : new double[] {0.0, -0.0, -1, 1}) {
        FeatureTable row =
            FeatureTable.ofRows(SCHEMA, List.of(new double[] {value, value, value, value}));
        assertThat(Scorer.of(atZero, "model.ubj", SCHEMA).margin(row.row(0)))
            .isEqualTo(TestModels.predict(atZero, row, true)[0]);
      }
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    LabelledTable rows = SyntheticPayments.rows(300, 14);
    byte[] model = TestModels.train(rows, 3, Map.of("max_depth", 2));
    assertRefused(
        TestModels.train(rows, 3, Map.of("booster", "dart")), "gradient_booster.name is dart");
    assertRefused(
        TestModels.train(rows, 3, Map.of("objective", "reg:squarederror")),
        "objective.name is reg:squarederror");
    assertRefused(
        TestModels.train(rows, 3, Map.of("objective", "multi:softprob", "num_class", 2)),
        "objective.name is multi:softprob");
    assertRefused(TestModels.withText(model, "num_target", "2"), "num_target is 2");
    assertRefused(TestModels.withText(model, "num_class", "3"), "num_class is 3");
    assertRefused(TestModels.withText(model, "num_trees", "4"), "num_trees is 4, but there are 3");
    assertRefused(TestModels.withText(model, "size_leaf_vector", "2"), "size_leaf_vector is 2");
    byte[] categorical = model.clone();
    // Behind the header `[$U#L` and its count: the root of the last tree.
    categorical[TestModels.valueOf(model, "split_type") + 5 + Long.BYTES] = 1;
    assertRefused(categorical, "categorical split at node 0");
    byte[] later = model.clone();
    // The version is a list of three small numbers, each behind its own marker.
    later[TestModels.valueOf(model, "version") + 3 + Long.BYTES + 1] = 4;
    assertRefused(later, "version is [4.0, 0.0, 4.0]");
  }

  @Test
  void refusesAModelOfOtherFeatures() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(300, 15), 3, Map.of());
    List<Feature> features = new ArrayList<>(SCHEMA.features());
    features.add(features.removeFirst());
    FeatureSchema reordered = new FeatureSchema("is_fraud", 0.4, features);
    assertThatThrownBy(() -> Scorer.of(model, "model.ubj", reordered))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("feature_names are [amount, hour");
    FeatureSchema shorter = new FeatureSchema("is_fraud", 0.4, features.subList(0, 3));
    assertThatThrownBy(() -> Scorer.of(model, "model.ubj", shorter))
        .hasMessageContaining("num_feature is 4, the schema has 3 features");
  }

  @Test
  void refusesTreesThatAreNone() throws Exception {
    byte[] model =
        TestModels.train(SyntheticPayments.rows(300, 16), 1, Map.of("max_depth", 2, "gamma", 0));
    assertRefused(withNumber(model, "left_children", 0, 0), "node 0 has two parents");
    assertRefused(withNumber(model, "right_children", 0, 1), "node 1 has two parents");
    assertRefused(withNumber(model, "left_children", 0, -1), "node 0 with one child");
    assertRefused(withNumber(model, "left_children", 0, -2), "node 0 with the child -2");
    assertRefused(withNumber(model, "right_children", 0, 1_000), "node 0 with the child 1000");
    assertRefused(withNumber(model, "split_indices", 0, 4), "node 0 with the feature 4");
    assertRefused(
        withNumber(model, "split_conditions", 0, Float.floatToRawIntBits(Float.NaN)),
        "the value NaN at node 0");
  }

  @Test
  void damagedBytesAreRefusedOrHarmless() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(500, 17), 3, Map.of("max_depth", 3));
    double[] row = SyntheticPayments.rows(1, 18).features().row(0);
    SplittableRandom random = new SplittableRandom(19);
    int refused = 0;
    int flips = 8_000;
    for (int repeat = 0; repeat < flips; repeat++) {
      byte[] damaged = model.clone();
      for (int flip = 1 + random.nextInt(3); flip > 0; flip--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      refused += isRefused(damaged, row) ? 1 : 0;
    }
    assertThat(refused).isBetween(flips / 10, flips - 1);
    for (int length = 0; length < model.length; length++) {
      byte[] cut = Arrays.copyOf(model, length);
      if (!isRefused(cut, row)) {
        throw new AssertionError("cut to " + length + " bytes it was accepted");
      }
    }
  }

  @Test
  void noiseIsRefused() {
    SplittableRandom random = new SplittableRandom(20);
    String markers = "{}[]$#SCTFZNiUIlLdD";
    for (int repeat = 0; repeat < 20_000; repeat++) {
      byte[] noise = new byte[random.nextInt(200)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] =
            (byte)
                (random.nextInt(3) == 0
                    ? random.nextInt(256)
                    : markers.charAt(random.nextInt(markers.length())));
      }
      if (!isRefused(noise, new double[4])) {
        throw new AssertionError("accepted: " + Arrays.toString(noise));
      }
    }
    byte[] deep = "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    assertRefused(deep, "nested too deeply");
  }

  @Test
  void readsFromAFile() throws Exception {
    byte[] model = TestModels.train(SyntheticPayments.rows(300, 21), 3, Map.of());
    Path file = Files.write(directory.resolve("model.ubj"), model);
    double[] row = SyntheticPayments.rows(1, 22).features().row(0);
    assertThat(Scorer.read(file, SCHEMA).margin(row))
        .isEqualTo(Scorer.of(model, "model.ubj", SCHEMA).margin(row));
    assertThatThrownBy(() -> Scorer.read(directory.resolve("none.ubj"), SCHEMA))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("none.ubj: cannot be read");
    assertThatThrownBy(() -> Scorer.read(file, SCHEMA).margin(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row needs 4 values, had 3");
  }

  /// Rows with missing values in every column, and values that equal conditions of the model.
  private static FeatureTable awkwardRows(int count, byte[] model, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] conditions = conditions(model);
    FeatureTable rows = SyntheticPayments.rows(count, seed).features();
    for (int feature = 0; feature < SCHEMA.size(); feature++) {
      double[] column = rows.column(feature);
      for (int row = 0; row < count; row++) {
        switch (random.nextInt(10)) {
          case 0 -> column[row] = Double.NaN;
          case 1 -> column[row] = conditions[random.nextInt(conditions.length)];
          case 2 -> column[row] = random.nextBoolean() ? -0.0 : 0.0;
          case 3 -> column[row] = -column[row];
          default -> {}
        }
      }
    }
    return rows;
  }

  private static double[] conditions(byte[] model) {
    return trees(model).stream()
        .flatMapToDouble(tree -> Arrays.stream(tree.get("split_conditions").numbers()))
        .toArray();
  }

  private static List<Double> directions(byte[] model) {
    return trees(model).stream()
        .flatMapToDouble(tree -> Arrays.stream(tree.get("default_left").numbers()))
        .boxed()
        .toList();
  }

  private static List<ModelNode> trees(byte[] model) {
    return new ModelNode("model.ubj", "", UbjReader.read(model, "model.ubj"))
        .get("learner")
        .get("gradient_booster")
        .get("model")
        .get("trees")
        .items();
  }

  /// Sets four bytes of a typed list.
  private static byte[] withNumber(byte[] model, String key, int index, int bits) {
    byte[] changed = model.clone();
    int first = TestModels.valueOf(model, key) + 5 + Long.BYTES;
    ByteBuffer.wrap(changed).putInt(first + index * Integer.BYTES, bits);
    return changed;
  }

  private static boolean isRefused(byte[] bytes, double[] row) {
    try {
      Scorer.of(bytes, "model.ubj", SCHEMA).margin(row);
      return false;
    } catch (BundleException e) {
      return String.valueOf(e.getMessage()).startsWith("model.ubj: ");
    }
  }

  private static void assertRefused(byte[] model, String message) {
    assertThatThrownBy(() -> Scorer.of(model, "model.ubj", SCHEMA))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("model.ubj: ")
        .hasMessageContaining(message);
  }
}
