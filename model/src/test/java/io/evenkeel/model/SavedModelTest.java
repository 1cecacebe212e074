package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SavedModelTest {
  private static final FeatureSchema SCHEMA = SyntheticPayments.SCHEMA;
  private static byte[] binary = {};
  private static byte[] json = {};

  @BeforeAll
  static void train() throws Exception {
    binary = TestModels.train(SyntheticPayments.rows(3_000, 21), 25, Map.of("seed", 3));
    Booster booster = XGBoost.loadModel(binary);
    try {
      json = booster.toByteArray("json");
    } finally {
      booster.dispose();
    }
  }

  @Test
  void bothFormatsScoreAlike() {
    FeatureTable rows = SyntheticPayments.rows(2_000, 22).features();
    Scorer fromBinary = SavedModel.read(binary, "model.ubj").scorer(SCHEMA);
    Scorer fromJson = SavedModel.read(json, "model.json").scorer(SCHEMA);

    assertThat(fromJson.probabilities(rows)).isEqualTo(fromBinary.probabilities(rows));
    assertThat(Arrays.stream(fromJson.probabilities(rows)).distinct().count()).isGreaterThan(100);
  }

  @Test
  void saysWhatTrainedIt() {
    for (byte[] bytes : new byte[][] {binary, json}) {
      SavedModel model = SavedModel.read(bytes, "model");
      assertThat(model.xgboostVersion()).isEqualTo("3.0.4");
      assertThat(model.trees()).isEqualTo(25);
      assertThat(model.attribute("best_iteration")).isEmpty();
    }
  }

  @Test
  void damagedJsonIsRefusedByName() {
    String text = new String(json, StandardCharsets.UTF_8);
    for (String damaged :
        new String[] {
          text.substring(0, text.length() / 2),
          text + "x",
          text + "{}",
          "{\"learner\":1,\"learner\":2}",
          "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}",
          "{}",
        }) {
      assertThatThrownBy(() ->
              SavedModel.read(damaged.getBytes(StandardCharsets.UTF_8), "model.json")
                  .scorer(SCHEMA))
          .isInstanceOf(BundleException.class)
          .hasMessageStartingWith("model.json: ");
    }
  }
}
