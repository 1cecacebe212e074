package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.drift.ParityFeature.Finding;
import io.evenkeel.drift.ParityFeature.NotScored;
import io.evenkeel.drift.ParityFeature.Scored;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Holds the parity report against the real Evidently, whose answers `parity/golden_evidently.py`
/// has written down.
///
/// Every score agrees to 1e-9 relative, and every verdict, or the case is listed in
/// `known_differences.json` with the reason. Two p-values below 1e-300 are equal: doubles lose
/// their digits there.
class EvidentlyParityTest {
  private static final double RELATIVE = 1e-9;
  private static final double NO_DIGITS = 1e-300;
  private static final String DEFAULT = "default";

  private final JsonNode golden = GoldenFile.read("golden_evidently.json");

  /// Cases, and the worst relative error of those that agree, per test.
  private final Map<String, Integer> cases = new TreeMap<>();

  private final Map<String, Double> worst = new TreeMap<>();

  @Test
  void everyScoreIsEvidentlysOrAKnownDifference() {
    Map<String, Difference> differences = new TreeMap<>();
    SoftAssertions softly = new SoftAssertions();
    // The permutation tests take nearly all of the time.
    List<Case> all =
        golden.get("pairs").valueStream().parallel().flatMap(EvidentlyParityTest::cases).toList();
    for (Case one : all) {
      judge(one, differences);
      if (one.truth().isNumber()) {
        softly
            .assertThat(error(((Scored) one.ours()).score(), one.truth().asDouble()))
            .as("%s, against the truth", one.name())
            .isLessThan(RELATIVE);
      }
    }
    System.out.println(summary(differences.keySet()));
    softly.assertAll();
    Map<String, JsonNode> known = known();
    assertThat(without(differences, known)).as("not in known_differences.json").isEmpty();
    assertThat(without(known, differences)).as("in known_differences.json, yet gone").isEmpty();
    assertThat(differences)
        .allSatisfy((name, one) -> {
          JsonNode bound = Objects.requireNonNull(known.get(name)).path("at_most");
          if (bound.isNumber()) {
            assertThat(one.gap()).as(name).isLessThanOrEqualTo(bound.asDouble());
          }
        });
    assertThat(cases.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(3_000);
    assertThat(cases).hasSize(DriftTest.values().length + 1);
  }

  @Test
  void everyChoiceOfTestsAndThresholdsIsFollowed() {
    GoldenDataset dataset = GoldenDataset.of(golden.get("dataset"));
    for (JsonNode chosen : golden.get("choices")) {
      TestChoice plain =
          TestChoice.byDefaultRule()
              .driftShare(chosen.get("choice").path("drift_share").asDouble(0.5));
      String message = chosen.path("error").asString("");
      if (message.contains("isn't applicable")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> dataset.report(GoldenDataset.choice(plain, chosen.get("choice"))))
            .withMessageContaining("is not for");
        continue;
      }
      ParityReport report = dataset.report(GoldenDataset.choice(plain, chosen.get("choice")));
      if (!message.isEmpty()) {
        assertThat(report.features())
            .as("%s ends Evidently's report: %s", chosen.get("choice"), message)
            .anyMatch(one -> one.finding() instanceof NotScored);
        continue;
      }
      assertThat(report.share()).isEqualTo(chosen.get("share").asDouble());
      assertThat(report.datasetDrift()).isEqualTo(chosen.get("dataset_drift").asBoolean());
      for (ParityFeature one : report.features()) {
        JsonNode expected = chosen.get("columns").get(one.feature());
        Scored found = (Scored) one.finding();
        assertThat(found.test().code()).isEqualTo(expected.get(0).asString());
        assertThat(found.threshold()).isEqualTo(expected.get(1).asDouble());
        assertThat(error(found.score(), expected.get(2).asDouble())).isLessThan(RELATIVE);
        assertThat(found.drifted()).isEqualTo(expected.get(3).asBoolean());
      }
    }
  }

  @Test
  void theGoldenFileWasMadeByThePinnedEvidently() {
    assertThat(golden.get("versions").get("evidently").asString()).isEqualTo("0.7.23");
  }

  private static Stream<Case> cases(JsonNode json) {
    GoldenPair pair = GoldenPair.of(json);
    TestChoice plain = TestChoice.byDefaultRule();
    Case byRule =
        new Case(
            pair.name(), DEFAULT, pair.finding(plain), json.get(DEFAULT), json.path("no truth"));
    Stream<Case> byTest =
        json.get("scores").properties().stream()
            .map(asked -> {
              DriftTest test = DriftTest.named(asked.getKey()).orElseThrow();
              return new Case(
                  pair.name(),
                  test.code(),
                  pair.finding(plain.all(test)),
                  asked.getValue(),
                  json.path("truth").path(test.code()));
            });
    return Stream.concat(Stream.of(byRule), byTest);
  }

  private void judge(Case one, Map<String, Difference> differences) {
    cases.merge(one.test(), 1, Integer::sum);
    JsonNode theirs = one.theirs();
    boolean agree =
        switch (one.ours()) {
          case NotScored _ -> theirs.has("error");
          case Scored scored -> !theirs.has("error") && agree(one.test(), scored, theirs);
        };
    if (!agree) {
      differences.put(one.name(), new Difference(one.ours(), theirs));
    }
  }

  private boolean agree(String test, Scored ours, JsonNode theirs) {
    Difference pair = new Difference(ours, theirs);
    double error = error(ours.score(), pair.score());
    boolean sameTest = theirs.size() == 2 || theirs.get(0).asString().equals(ours.test().code());
    boolean sameVerdict = ours.drifted() == theirs.get(theirs.size() - 1).asBoolean();
    if (sameTest && sameVerdict && error <= RELATIVE) {
      worst.merge(test, error, Math::max);
      return true;
    }
    return false;
  }

  /// The relative error; infinite where one is NaN.
  private static double error(double ours, double theirs) {
    if (ours == theirs || (Math.abs(ours) < NO_DIGITS && Math.abs(theirs) < NO_DIGITS)) {
      return 0;
    }
    double error = Math.abs(ours - theirs) / Math.abs(theirs);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static <V> Map<String, V> without(Map<String, V> some, Map<String, ?> others) {
    Map<String, V> left = new TreeMap<>(some);
    left.keySet().removeAll(others.keySet());
    return left;
  }

  /// The listed cases, each with the entry that gives its reason.
  private static Map<String, JsonNode> known() {
    Map<String, JsonNode> known = new TreeMap<>();
    for (JsonNode entry : GoldenFile.read("known_differences.json")) {
      assertThat(entry.get("reason").asString()).isNotBlank();
      for (JsonNode one : entry.get("cases")) {
        assertThat(known.put(one.asString(), entry)).as(one.asString()).isNull();
      }
    }
    return known;
  }

  private String summary(Set<String> differences) {
    StringBuilder lines = new StringBuilder("Parity with Evidently:");
    cases.forEach((test, count) -> {
      long differ = differences.stream().filter(key -> key.endsWith(": " + test)).count();
      lines.append(
          "%n%-17s %4d cases, %2d known differences, worst relative error of the others %.1e"
              .formatted(test, count, differ, worst.getOrDefault(test, 0.0)));
    });
    return lines.toString();
  }

  /// A pair of samples under one test.
  private record Case(String pair, String test, Finding ours, JsonNode theirs, JsonNode truth) {
    String name() {
      return pair + ": " + test;
    }
  }

  /// Our finding and Evidently's answer: `[test, score, drifted]` for the default rule, `[score,
  /// drifted]` for a test, or an error.
  private record Difference(Finding ours, JsonNode theirs) {
    /// Evidently's score; NaN where there is none.
    double score() {
      return theirs.path(theirs.size() - 2).asDouble(Double.NaN);
    }

    /// How far apart the scores are.
    double gap() {
      return switch (ours) {
        case Scored scored -> Math.abs(scored.score() - score());
        case NotScored _ -> Double.NaN;
      };
    }
  }
}
