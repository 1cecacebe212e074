package io.evenkeel.drift;

import io.evenkeel.drift.ParityFeature.Finding;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A pair of samples of the golden file.
record GoldenPair(String name, Reference reference, PreparedWindow current) {
  static GoldenPair of(JsonNode pair) {
    Column column = GoldenFile.column("x", pair.get("type").asString());
    double[][] reference = {GoldenFile.sample(pair.get("reference"))};
    double[][] current = {GoldenFile.sample(pair.get("current"))};
    return new GoldenPair(
        pair.get("name").asString(),
        Reference.of(List.of(column), reference),
        PreparedWindow.of(List.of(column), current));
  }

  Finding finding(TestChoice choice) {
    return reference.parity(current, choice).features().getFirst().finding();
  }
}
