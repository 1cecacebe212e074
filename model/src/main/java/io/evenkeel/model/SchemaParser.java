package io.evenkeel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the YAML of one schema, with errors that name the file, the feature and the key.
final class SchemaParser {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<String> COMMON = List.of("name", "type", "nullable", "highImpact");
  private static final List<String> NUMERIC = List.of("above", "min", "max", "whole", "unit");
  private static final List<String> CATEGORICAL = List.of("categories");

  private final String source;
  private String place = "";

  SchemaParser(String source) {
    this.source = source;
  }

  FeatureSchema parse(byte[] bytes) {
    JsonNode root;
    try {
      root = YAML.readTree(bytes);
    } catch (JacksonException e) {
      throw new DataFileException(source + ": is not YAML: " + e.getOriginalMessage(), e);
    }
    if (!root.isObject()) {
      throw wrong("must have the keys label, threshold and features");
    }
    requireKnown(root, List.of("label", "threshold", "season", "prediction", "features"));
    String label = text(root, "label");
    double threshold = number(root, "threshold");
    Optional<String> season = optionalText(root, "season");
    Optional<String> prediction = optionalText(root, "prediction");
    JsonNode list = required(root, "features");
    if (!list.isArray()) {
      throw wrong("features must be a list");
    }
    List<Feature> features = new ArrayList<>();
    for (JsonNode node : list) {
      place = "feature " + (features.size() + 1) + ": ";
      features.add(feature(node));
    }
    place = "";
    return checked(() -> new FeatureSchema(label, threshold, features, season, prediction));
  }

  private Feature feature(JsonNode node) {
    if (!node.isObject()) {
      throw wrong("must be a mapping with at least the keys name and type");
    }
    String name = text(node, "name");
    place = "feature " + name + ": ";
    String type = text(node, "type");
    return switch (type) {
      case "numeric" -> numeric(node, name);
      case "categorical" -> categorical(node, name);
      default -> throw wrong("type must be numeric or categorical, was " + type);
    };
  }

  private Feature numeric(JsonNode node, String name) {
    requireKnown(node, join(COMMON, NUMERIC));
    if (node.has("above") && node.has("min")) {
      throw wrong(
          "has both above (lower end excluded) and min (lower end included); keep one of them");
    }
    boolean open = !node.has("min");
    double lower =
        node.has("min")
            ? number(node, "min")
            : node.has("above") ? number(node, "above") : Double.NEGATIVE_INFINITY;
    double upper = node.has("max") ? number(node, "max") : Double.POSITIVE_INFINITY;
    String unit = node.has("unit") ? text(node, "unit") : "";
    return checked(() ->
        new Feature.Numeric(
            name,
            new Range(lower, open, upper),
            flag(node, "whole"),
            flag(node, "nullable"),
            flag(node, "highImpact"),
            unit));
  }

  private Feature categorical(JsonNode node, String name) {
    requireKnown(node, join(COMMON, CATEGORICAL));
    JsonNode list = required(node, "categories");
    if (!list.isArray()) {
      throw wrong("categories must be a list of whole numbers");
    }
    SortedSet<Integer> categories = new TreeSet<>();
    for (JsonNode category : list) {
      if (!category.isInt()) {
        throw wrong("categories must be whole numbers, one was " + category);
      }
      if (!categories.add(category.intValue())) {
        throw wrong("category " + category + " occurs twice");
      }
    }
    return checked(() ->
        new Feature.Categorical(
            name, categories, flag(node, "nullable"), flag(node, "highImpact")));
  }

  private void requireKnown(JsonNode node, List<String> known) {
    Set<String> allowed = Set.copyOf(known);
    for (String key : node.propertyNames()) {
      if (!allowed.contains(key)) {
        throw wrong("unknown key " + key + "; allowed here: " + String.join(", ", known));
      }
    }
  }

  private JsonNode required(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw wrong(key + " is missing");
    }
    return value;
  }

  private String text(JsonNode node, String key) {
    JsonNode value = required(node, key);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw wrong(key + " must be a word, was " + value);
    }
    return value.stringValue();
  }

  private Optional<String> optionalText(JsonNode node, String key) {
    return node.has(key) ? Optional.of(text(node, key)) : Optional.empty();
  }

  private double number(JsonNode node, String key) {
    JsonNode value = required(node, key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key + " must be a number, was " + value);
    }
    return value.doubleValue();
  }

  private boolean flag(JsonNode node, String key) {
    if (!node.has(key)) {
      return false;
    }
    JsonNode value = required(node, key);
    if (!value.isBoolean()) {
      throw wrong(key + " must be true or false, was " + value);
    }
    return value.booleanValue();
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  /// Runs a constructor that has rules of its own, and says where one of them was broken.
  private <T> T checked(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw new DataFileException(source + ": " + place + e.getMessage(), e);
    }
  }

  private DataFileException wrong(String what) {
    return new DataFileException(source + ": " + place + what);
  }
}
