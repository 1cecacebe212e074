package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class BatchesTest {
  @Test
  void portionsStayWithinWhatMlflowTakes() {
    SortedMap<String, String> params = new TreeMap<>();
    IntStream.range(0, 250).forEach(i -> params.put("p" + i, "x".repeat(10_000)));
    SortedMap<String, String> tags = new TreeMap<>();
    IntStream.range(0, 201).forEach(i -> tags.put("t" + i, "x"));
    SortedMap<String, Double> metrics = new TreeMap<>();
    IntStream.range(0, 2_001).forEach(i -> metrics.put("m" + i, 1.0));

    List<ObjectNode> bodies =
        Batches.of("r", params, Set.of("p7"), tags, metrics, TestingRecords.NOON);

    for (ObjectNode body : bodies) {
      assertThat(body.path("params").size()).isLessThanOrEqualTo(100);
      assertThat(body.path("tags").size()).isLessThanOrEqualTo(100);
      assertThat(body.path("metrics").size()).isLessThanOrEqualTo(1000);
      assertThat(body.toString().length()).isLessThan(1_000_000);
    }
    assertThat(total(bodies, "params")).isEqualTo(249);
    assertThat(total(bodies, "tags")).isEqualTo(201);
    assertThat(total(bodies, "metrics")).isEqualTo(2_001);
  }

  @Test
  void nothingToSayIsNoRequest() {
    assertThat(
            Batches.of(
                "r",
                new TreeMap<>(Map.of("p", "1")),
                Set.of("p"),
                new TreeMap<>(),
                new TreeMap<>(),
                TestingRecords.NOON))
        .isEmpty();
  }

  @Test
  void longValuesAreCutAndSaySo() {
    assertThat(Batches.cut("abc", 50)).isEqualTo("abc");
    String cut = Batches.cut("x".repeat(7_000), 6_000);
    assertThat(cut).hasSizeLessThanOrEqualTo(6_000).endsWith("x... (cut, had 7000 characters)");
    assertThat(Batches.cut("\uD83D\uDE00".repeat(40), 50))
        .doesNotMatch("(?s).*[\\uD800-\\uDBFF]\\..*");
  }

  @Test
  void namesLoseWhatMlflowDoesNotAllow() {
    assertThat(Batches.key("drift(amount)=x")).isEqualTo("drift_amount__x");
    assertThat(Batches.key("feature/amount: a-b.c")).isEqualTo("feature/amount: a-b.c");
    assertThat(Batches.key("k".repeat(300))).hasSize(250);
  }

  private static int total(List<ObjectNode> bodies, String kind) {
    return bodies.stream().mapToInt(body -> body.path(kind).size()).sum();
  }
}
