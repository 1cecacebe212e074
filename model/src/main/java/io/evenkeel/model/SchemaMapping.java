package io.evenkeel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A mapping in the YAML of a schema, read strictly. Whatever breaks a rule is a
/// [DataFileException] that names the file, the feature and the key.
///
/// Immutable and safe for use by many threads.
///
/// @param source the file, for messages
/// @param place where in the file, for messages: empty, or such as `feature amount: `
/// @param node the mapping
public record SchemaMapping(String source, String place, JsonNode node) {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// Reads a whole file.
  ///
  /// @param yaml its bytes
  /// @param source its name, for messages
  /// @param needed what it must have, for the message where it is no mapping
  public static SchemaMapping parse(byte[] yaml, String source, String needed) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JacksonException e) {
      throw new DataFileException(source + ": is not YAML: " + e.getOriginalMessage(), e);
    }
    SchemaMapping read = new SchemaMapping(source, "", root);
    if (!root.isObject()) {
      throw read.wrong("must have " + needed);
    }
    return read;
  }

  /// The features, each a mapping that knows its name.
  public List<SchemaMapping> features() {
    JsonNode list = required("features");
    if (!list.isArray()) {
      throw wrong("features must be a list");
    }
    List<SchemaMapping> features = new ArrayList<>();
    for (JsonNode one : list) {
      SchemaMapping feature =
          new SchemaMapping(source, "feature " + (features.size() + 1) + ": ", one);
      if (!one.isObject()) {
        throw feature.wrong("must be a mapping with at least the keys name and type");
      }
      features.add(new SchemaMapping(source, "feature " + feature.text("name") + ": ", one));
    }
    return features;
  }

  /// The values of `above` or `min`, and `max`; open ends where they are not there.
  public Range range() {
    if (has("above") && has("min")) {
      throw wrong(
          "has both above (lower end excluded) and min (lower end included); keep one of them");
    }
    boolean open = !has("min");
    double lower = end(open ? "above" : "min", Double.NEGATIVE_INFINITY);
    double upper = end("max", Double.POSITIVE_INFINITY);
    return checked(() -> new Range(lower, open, upper));
  }

  /// Whether the key is there.
  public boolean has(String key) {
    return node.has(key);
  }

  /// Rejects keys that are not known.
  public void requireKnown(List<String> known) {
    Set<String> allowed = Set.copyOf(known);
    for (String key : node.propertyNames()) {
      if (!allowed.contains(key)) {
        throw wrong("unknown key " + key + "; allowed here: " + String.join(", ", known));
      }
    }
  }

  /// The value of a key that must be there.
  public JsonNode required(String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw wrong(key + " is missing");
    }
    return value;
  }

  /// A word that must be there.
  public String text(String key) {
    JsonNode value = required(key);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw wrong(key + " must be a word, was " + value);
    }
    return value.stringValue();
  }

  /// A word that may be there.
  public Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /// A finite number that must be there.
  public double number(String key) {
    JsonNode value = required(key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key + " must be a number, was " + value);
    }
    return value.doubleValue();
  }

  /// True or false; false where the key is not there.
  public boolean flag(String key) {
    if (!has(key)) {
      return false;
    }
    JsonNode value = required(key);
    if (!value.isBoolean()) {
      throw wrong(key + " must be true or false, was " + value);
    }
    return value.booleanValue();
  }

  /// Runs a constructor that has rules of its own, and says where one of them was broken.
  public <T> T checked(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw new DataFileException(source + ": " + place + e.getMessage(), e);
    }
  }

  /// The exception that says what is wrong here.
  public DataFileException wrong(String what) {
    return new DataFileException(source + ": " + place + what);
  }

  private double end(String key, double absent) {
    return has(key) ? number(key) : absent;
  }
}
