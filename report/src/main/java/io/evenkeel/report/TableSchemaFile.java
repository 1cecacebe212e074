package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import io.evenkeel.model.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a [TableSchema] from YAML. A schema file of a home is one; here `label` and `threshold`
/// may be left out, categories may be words, and a categorical feature without `categories` takes
/// any.
///
/// ```yaml
/// label: churned
/// prediction: score
/// threshold: 0.5
/// features:
///   - {name: tenure, type: numeric, min: 0, whole: true}
///   - {name: plan, type: categorical, categories: [basic, family, business]}
/// ```
public final class TableSchemaFile {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<String> TOP =
      List.of("label", "threshold", "season", "prediction", "features");
  private static final List<String> NUMERIC =
      List.of("name", "type", "nullable", "highImpact", "above", "min", "max", "whole", "unit");
  private static final List<String> CATEGORICAL =
      List.of("name", "type", "nullable", "highImpact", "categories");

  private final String source;
  private String place = "";

  private TableSchemaFile(String source) {
    this.source = source;
  }

  /// Reads a schema.
  ///
  /// @throws DataFileException when the file is missing, unreadable or breaks a rule; the message
  ///   names the file, the feature and the key
  public static TableSchema read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new DataFileException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new DataFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static TableSchema parse(String yaml, String source) {
    return new TableSchemaFile(source).parse(yaml);
  }

  private TableSchema parse(String yaml) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JacksonException e) {
      throw new DataFileException(source + ": is not YAML: " + e.getOriginalMessage(), e);
    }
    if (!root.isObject()) {
      throw wrong("must have the key features");
    }
    requireKnown(root, TOP);
    JsonNode list = required(root, "features");
    if (!list.isArray()) {
      throw wrong("features must be a list");
    }
    List<TableFeature> features = new ArrayList<>();
    for (JsonNode node : list) {
      place = "feature " + (features.size() + 1) + ": ";
      features.add(feature(node));
    }
    place = "";
    Optional<String> label = optionalText(root, "label");
    OptionalDouble threshold =
        root.has("threshold")
            ? OptionalDouble.of(number(root, "threshold"))
            : OptionalDouble.empty();
    Optional<String> prediction = optionalText(root, "prediction");
    Optional<String> season = optionalText(root, "season");
    return checked(() -> new TableSchema(features, label, threshold, prediction, season));
  }

  private TableFeature feature(JsonNode node) {
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

  private TableFeature numeric(JsonNode node, String name) {
    requireKnown(node, NUMERIC);
    if (node.has("above") && node.has("min")) {
      throw wrong(
          "has both above (lower end excluded) and min (lower end included); keep one of them");
    }
    boolean open = !node.has("min");
    double lower = end(node, open ? "above" : "min", Double.NEGATIVE_INFINITY);
    double upper = end(node, "max", Double.POSITIVE_INFINITY);
    String unit = optionalText(node, "unit").orElse("");
    return checked(() ->
        new TableFeature.Numeric(
            name,
            new Range(lower, open, upper),
            flag(node, "whole"),
            flag(node, "nullable"),
            flag(node, "highImpact"),
            unit));
  }

  private TableFeature categorical(JsonNode node, String name) {
    requireKnown(node, CATEGORICAL);
    List<String> categories = new ArrayList<>();
    if (node.has("categories")) {
      JsonNode list = required(node, "categories");
      if (!list.isArray() || list.isEmpty()) {
        throw wrong("categories must be a list of numbers or words; leave it out to allow any");
      }
      for (JsonNode category : list) {
        String value = category(category);
        if (categories.contains(value)) {
          throw wrong("category " + value + " occurs twice");
        }
        categories.add(value);
      }
    }
    return checked(() ->
        new TableFeature.Categorical(
            name, categories, flag(node, "nullable"), flag(node, "highImpact")));
  }

  private String category(JsonNode node) {
    if (node.isNumber()) {
      return NumberText.exact(node.doubleValue());
    }
    if (node.isBoolean() || node.isString()) {
      return node.asString();
    }
    throw wrong("categories must be numbers or words, one was " + node);
  }

  private double end(JsonNode node, String key, double absent) {
    return node.has(key) ? number(node, key) : absent;
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
