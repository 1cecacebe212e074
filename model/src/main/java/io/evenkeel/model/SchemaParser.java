package io.evenkeel.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Makes a schema of the YAML of a schema file.
final class SchemaParser {
  private static final List<String> TOP =
      List.of("label", "threshold", "season", "prediction", "features");
  private static final List<String> NUMERIC =
      List.of("name", "type", "nullable", "highImpact", "above", "min", "max", "whole", "unit");
  private static final List<String> CATEGORICAL =
      List.of("name", "type", "nullable", "highImpact", "categories");

  private SchemaParser() {}

  static FeatureSchema parse(byte[] yaml, String source) {
    SchemaMapping root =
        SchemaMapping.parse(yaml, source, "the keys label, threshold and features");
    root.requireKnown(TOP);
    String label = root.text("label");
    double threshold = root.number("threshold");
    Optional<String> season = root.optionalText("season");
    Optional<String> prediction = root.optionalText("prediction");
    List<Feature> features = root.features().stream().map(SchemaParser::feature).toList();
    return root.checked(() -> new FeatureSchema(label, threshold, features, season, prediction));
  }

  private static Feature feature(SchemaMapping node) {
    String type = node.text("type");
    return switch (type) {
      case "numeric" -> numeric(node);
      case "categorical" -> categorical(node);
      default -> throw node.wrong("type must be numeric or categorical, was " + type);
    };
  }

  private static Feature numeric(SchemaMapping node) {
    node.requireKnown(NUMERIC);
    Range range = node.range();
    String unit = node.optionalText("unit").orElse("");
    return node.checked(() ->
        new Feature.Numeric(
            node.text("name"),
            range,
            node.flag("whole"),
            node.flag("nullable"),
            node.flag("highImpact"),
            unit));
  }

  private static Feature categorical(SchemaMapping node) {
    node.requireKnown(CATEGORICAL);
    JsonNode list = node.required("categories");
    if (!list.isArray()) {
      throw node.wrong("categories must be a list of whole numbers");
    }
    SortedSet<Integer> categories = new TreeSet<>();
    for (JsonNode category : list) {
      if (!category.isInt()) {
        throw node.wrong("categories must be whole numbers, one was " + category);
      }
      if (!categories.add(category.intValue())) {
        throw node.wrong("category " + category + " occurs twice");
      }
    }
    return node.checked(() ->
        new Feature.Categorical(
            node.text("name"), categories, node.flag("nullable"), node.flag("highImpact")));
  }
}
