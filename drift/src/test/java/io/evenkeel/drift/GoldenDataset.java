package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The dataset of the golden file, which the choices of tests are tried on.
@SuppressWarnings("ArrayRecordComponent")
record GoldenDataset(Reference reference, double[][] current) {
  static GoldenDataset of(JsonNode dataset) {
    List<Column> columns = new ArrayList<>();
    List<double[]> reference = new ArrayList<>();
    List<double[]> current = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : dataset.properties()) {
      columns.add(GoldenFile.column(one.getKey(), one.getValue().get(0).asString()));
      reference.add(GoldenFile.sample(one.getValue().get(1)));
      current.add(GoldenFile.sample(one.getValue().get(2)));
    }
    return new GoldenDataset(
        Reference.of(columns, reference.toArray(new double[0][])),
        current.toArray(new double[0][]));
  }

  ParityReport report(TestChoice choice) {
    return reference.parity(current, choice);
  }

  static TestChoice choice(TestChoice from, JsonNode said) {
    TestChoice choice = from;
    for (Map.Entry<String, JsonNode> one : said.properties()) {
      JsonNode value = one.getValue();
      choice =
          switch (one.getKey()) {
            case "all" -> choice.all(test(value));
            case "numeric" -> choice.numeric(test(value));
            case "categorical" -> choice.categorical(test(value));
            case "all_threshold" -> choice.all(value.asDouble());
            case "numeric_threshold" -> choice.numeric(value.asDouble());
            case "categorical_threshold" -> choice.categorical(value.asDouble());
            case "drift_share" -> choice.driftShare(value.asDouble());
            default -> choice;
          };
    }
    for (Map.Entry<String, JsonNode> one : said.path("features").properties()) {
      choice = choice.feature(one.getKey(), test(one.getValue()));
    }
    for (Map.Entry<String, JsonNode> one : said.path("feature_thresholds").properties()) {
      choice = choice.feature(one.getKey(), one.getValue().asDouble());
    }
    return choice;
  }

  private static DriftTest test(JsonNode code) {
    return DriftTest.named(code.asString()).orElseThrow();
  }
}
