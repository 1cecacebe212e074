package io.evenkeel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A [FeatureSchema] as a YAML file:
///
/// ```yaml
/// label: is_fraud
/// threshold: 0.4
/// features:
///   - {name: amount, type: numeric, above: 0, max: 200000, unit: INR, highImpact: true}
///   - {name: hour, type: numeric, min: 0, max: 23, whole: true}
///   - {name: merchant_cat, type: categorical, categories: [0, 1, 2]}
/// ```
///
/// Two keys are optional: `season: hour` declares a clock feature, `prediction: score` names the
/// column of the model's scores in tables that carry them.
///
/// `above` excludes the lower end and `min` includes it; a feature may have one of them. `whole`,
/// `nullable` and `highImpact` are false when absent. Unknown keys are errors.
public final class SchemaFile {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private SchemaFile() {}

  /// Reads a schema.
  ///
  /// @throws DataFileException when the file is missing, unreadable or breaks a rule; the message
  ///   names the file, the feature and the key
  public static FeatureSchema read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DataFileException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new DataFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return parse(bytes, file.toString());
  }

  /// Writes a schema; the file appears whole or not at all.
  ///
  /// @throws UncheckedIOException when the file cannot be written
  public static void write(Path file, FeatureSchema schema) {
    byte[] bytes = format(schema).getBytes(StandardCharsets.UTF_8);
    try {
      DurableFiles.replace(file, draft -> Files.write(draft, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  static FeatureSchema parse(byte[] bytes, String source) {
    return SchemaParser.parse(bytes, source);
  }

  static String format(FeatureSchema schema) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("label: ").append(text(schema.label())).append('\n');
    yaml.append("threshold: ").append(PlainNumber.format(schema.threshold())).append('\n');
    schema.season().ifPresent(name -> yaml.append("season: ").append(text(name)).append('\n'));
    schema
        .prediction()
        .ifPresent(name -> yaml.append("prediction: ").append(text(name)).append('\n'));
    yaml.append("features:\n");
    for (Feature feature : schema.features()) {
      yaml.append("  - {name: ").append(text(feature.name()));
      switch (feature) {
        case Feature.Numeric numeric -> appendNumeric(yaml, numeric);
        case Feature.Categorical categorical -> appendCategorical(yaml, categorical);
      }
      appendFlag(yaml, "nullable", feature.nullable());
      appendFlag(yaml, "highImpact", feature.highImpact());
      yaml.append("}\n");
    }
    return yaml.toString();
  }

  private static void appendNumeric(StringBuilder yaml, Feature.Numeric feature) {
    yaml.append(", type: numeric");
    Range range = feature.range();
    if (!Double.isInfinite(range.lower())) {
      yaml.append(range.lowerOpen() ? ", above: " : ", min: ")
          .append(PlainNumber.format(range.lower()));
    }
    if (!Double.isInfinite(range.upper())) {
      yaml.append(", max: ").append(PlainNumber.format(range.upper()));
    }
    appendFlag(yaml, "whole", feature.whole());
    if (!feature.unit().isEmpty()) {
      yaml.append(", unit: ").append(text(feature.unit()));
    }
  }

  private static void appendCategorical(StringBuilder yaml, Feature.Categorical feature) {
    yaml.append(
        feature.categories().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", ", type: categorical, categories: [", "]")));
  }

  private static void appendFlag(StringBuilder yaml, String key, boolean value) {
    if (value) {
      yaml.append(", ").append(key).append(": true");
    }
  }

  private static String text(String value) {
    if (PLAIN.matcher(value).matches() && !RESERVED.contains(value.toLowerCase(Locale.ROOT))) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (c < 0x20) {
            quoted.append(String.format("\\u%04x", c));
          } else {
            quoted.append((char) c);
          }
        });
    return quoted.append('"').toString();
  }
}
