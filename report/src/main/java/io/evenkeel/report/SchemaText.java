package io.evenkeel.report;

import io.evenkeel.model.Range;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A [TableSchema] as YAML, which [TableSchemaFile] reads back.
public final class SchemaText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern WHOLE = Pattern.compile("-?[1-9][0-9]{0,14}|0");
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private SchemaText() {}

  /// The text.
  ///
  /// @param schema the schema
  /// @param notes what else to say, as comments on top
  public static String of(TableSchema schema, List<String> notes) {
    StringBuilder yaml = new StringBuilder();
    for (String note : notes) {
      yaml.append("# ").append(note.replaceAll("\\p{Cntrl}", " ")).append('\n');
    }
    schema.label().ifPresent(name -> line(yaml, "label", word(name)));
    schema.prediction().ifPresent(name -> line(yaml, "prediction", word(name)));
    schema.threshold().ifPresent(threshold -> line(yaml, "threshold", NumberText.exact(threshold)));
    schema.season().ifPresent(name -> line(yaml, "season", word(name)));
    yaml.append("features:\n");
    for (TableFeature feature : schema.features()) {
      yaml.append("  - {name: ").append(word(feature.name()));
      switch (feature) {
        case TableFeature.Numeric numeric -> appendNumeric(yaml, numeric);
        case TableFeature.Categorical categorical -> appendCategorical(yaml, categorical);
      }
      flag(yaml, "nullable", feature.nullable());
      flag(yaml, "highImpact", feature.highImpact());
      yaml.append("}\n");
    }
    return yaml.toString();
  }

  private static void appendNumeric(StringBuilder yaml, TableFeature.Numeric feature) {
    yaml.append(", type: numeric");
    Range range = feature.range();
    if (!Double.isInfinite(range.lower())) {
      yaml.append(range.lowerOpen() ? ", above: " : ", min: ")
          .append(NumberText.exact(range.lower()));
    }
    if (!Double.isInfinite(range.upper())) {
      yaml.append(", max: ").append(NumberText.exact(range.upper()));
    }
    flag(yaml, "whole", feature.whole());
    if (!feature.unit().isEmpty()) {
      yaml.append(", unit: ").append(word(feature.unit()));
    }
  }

  private static void appendCategorical(StringBuilder yaml, TableFeature.Categorical feature) {
    yaml.append(", type: categorical");
    if (!feature.categories().isEmpty()) {
      yaml.append(
          feature.categories().stream()
              .map(c -> WHOLE.matcher(c).matches() ? c : word(c))
              .collect(Collectors.joining(", ", ", categories: [", "]")));
    }
  }

  private static void line(StringBuilder yaml, String key, String value) {
    yaml.append(key).append(": ").append(value).append('\n');
  }

  private static void flag(StringBuilder yaml, String key, boolean value) {
    if (value) {
      yaml.append(", ").append(key).append(": true");
    }
  }

  private static String word(String text) {
    if (PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (Character.isISOControl(c)) {
            quoted.append("\\u%04x".formatted(c));
          } else {
            quoted.append((char) c);
          }
        });
    return quoted.append('"').toString();
  }
}
