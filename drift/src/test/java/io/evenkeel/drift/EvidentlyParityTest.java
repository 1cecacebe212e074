package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the scores against those of the real Evidently 0.7.23, written by
/// `parity/golden_distances.py`.
class EvidentlyParityTest {
  private static final double RELATIVE = 1e-9;

  @Test
  void everyCaseHasEvidentlysTestScoreAndVerdict() throws IOException {
    JsonNode golden = golden();
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode one : golden.get("cases")) {
      FeatureDrift found = compare(one);
      String name = one.get("name").asString();
      double expected = one.get("score").asDouble();
      softly.assertThat(found.test().code()).as(name).isEqualTo(one.get("stat_test").asString());
      softly.assertThat(found.drifted()).as(name).isEqualTo(one.get("drifted").asBoolean());
      softly
          .assertThat(score(found))
          .as(name)
          .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
    }
    softly.assertAll();
    assertThat(golden.get("cases").size()).isGreaterThan(200);
  }

  @Test
  void theGoldenFileWasMadeByThePinnedEvidently() throws IOException {
    assertThat(golden().get("versions").get("evidently").asString()).isEqualTo("0.7.23");
  }

  private static FeatureDrift compare(JsonNode one) {
    Column column =
        one.get("type").asString().equals("numeric")
            ? new Column.Numeric("x", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY)
            : new Column.Categorical("x");
    double[][] reference = {sample(one.get("reference"))};
    double[][] current = {sample(one.get("current"))};
    return Reference.of(List.of(column), reference).compare(current, 0, 10).features().get(0);
  }

  private static double[] sample(JsonNode recipe) {
    return new Draws(recipe.get("seed").asLong())
        .sample(
            recipe.get("size").asInt(),
            recipe.get("shape").asString(),
            recipe.get("a").asDouble(),
            recipe.get("b").asDouble(),
            recipe.get("missing").asDouble(),
            recipe.get("infinite").asDouble());
  }

  private static double score(FeatureDrift found) {
    return switch (found.verdict()) {
      case Verdict.Stable(double score) -> score;
      case Verdict.Drifted(double score) -> score;
      case Verdict.NotEnoughData _ -> Double.NaN;
    };
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EvidentlyParityTest.class.getResourceAsStream("golden_distances.json"))) {
      return JsonMapper.builder().build().readTree(in);
    }
  }
}
