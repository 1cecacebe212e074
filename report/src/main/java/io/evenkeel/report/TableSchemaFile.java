package io.evenkeel.report;

import io.evenkeel.model.DataFileException;
import io.evenkeel.model.Range;
import io.evenkeel.model.SchemaMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

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
  private static final List<String> TOP =
      List.of("label", "threshold", "season", "prediction", "features");
  private static final List<String> NUMERIC =
      List.of("name", "type", "nullable", "highImpact", "above", "min", "max", "whole", "unit");
  private static final List<String> CATEGORICAL =
      List.of("name", "type", "nullable", "highImpact", "categories");

  private TableSchemaFile() {}

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
    SchemaMapping root =
        SchemaMapping.parse(yaml.getBytes(StandardCharsets.UTF_8), source, "the key features");
    root.requireKnown(TOP);
    List<TableFeature> features = root.features().stream().map(TableSchemaFile::feature).toList();
    Optional<String> label = root.optionalText("label");
    OptionalDouble threshold =
        root.has("threshold")
            ? OptionalDouble.of(root.number("threshold"))
            : OptionalDouble.empty();
    Optional<String> prediction = root.optionalText("prediction");
    Optional<String> season = root.optionalText("season");
    return root.checked(() -> new TableSchema(features, label, threshold, prediction, season));
  }

  private static TableFeature feature(SchemaMapping node) {
    String type = node.text("type");
    return switch (type) {
      case "numeric" -> numeric(node);
      case "categorical" -> categorical(node);
      default -> throw node.wrong("type must be numeric or categorical, was " + type);
    };
  }

  private static TableFeature numeric(SchemaMapping node) {
    node.requireKnown(NUMERIC);
    Range range = node.range();
    String unit = node.optionalText("unit").orElse("");
    return node.checked(() ->
        new TableFeature.Numeric(
            node.text("name"),
            range,
            node.flag("whole"),
            node.flag("nullable"),
            node.flag("highImpact"),
            unit));
  }

  private static TableFeature categorical(SchemaMapping node) {
    node.requireKnown(CATEGORICAL);
    List<String> categories = node.has("categories") ? categories(node) : List.of();
    return node.checked(() ->
        new TableFeature.Categorical(
            node.text("name"), categories, node.flag("nullable"), node.flag("highImpact")));
  }

  private static List<String> categories(SchemaMapping node) {
    JsonNode list = node.required("categories");
    if (!list.isArray() || list.isEmpty()) {
      throw node.wrong("categories must be a list of numbers or words; leave it out to allow any");
    }
    List<String> categories = new ArrayList<>();
    for (JsonNode one : list) {
      String value = category(node, one);
      if (categories.contains(value)) {
        throw node.wrong("category " + value + " occurs twice");
      }
      categories.add(value);
    }
    return categories;
  }

  private static String category(SchemaMapping node, JsonNode one) {
    if (one.isNumber()) {
      return NumberText.exact(one.doubleValue());
    }
    if (one.isBoolean() || one.isString()) {
      return one.asString();
    }
    throw node.wrong("categories must be numbers or words, one was " + one);
  }
}
