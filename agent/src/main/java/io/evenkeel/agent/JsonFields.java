package io.evenkeel.agent;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of one JSON object strictly: a field that is missing, of another type or not
/// asked for is an error that names it.
final class JsonFields {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String what;
  private final ObjectNode node;
  private final Set<String> asked = new HashSet<>();

  private JsonFields(String what, JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      throw new IllegalArgumentException(what + " must be a JSON object");
    }
    this.what = what;
    this.node = object;
  }

  /// An object to write into.
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// @param what the thing it describes, for messages
  static JsonFields parse(String what, String json) {
    try {
      return new JsonFields(what, MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(what + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  String text(String name) {
    JsonNode value = field(name);
    if (!value.isString()) {
      throw wrong(name, "a string", value);
    }
    return value.stringValue();
  }

  boolean flag(String name) {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value.booleanValue();
  }

  int whole(String name) {
    JsonNode value = field(name);
    if (!value.isInt()) {
      throw wrong(name, "a whole number", value);
    }
    return value.intValue();
  }

  /// NaN where the field is null.
  double number(String name) {
    JsonNode value = field(name);
    if (value.isNull()) {
      return Double.NaN;
    }
    if (!value.isNumber()) {
      throw wrong(name, "a number or null", value);
    }
    return value.doubleValue();
  }

  Instant time(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s: %s must be a time, was %s".formatted(what, name, text), e);
    }
  }

  Optional<Instant> optionalTime(String name) {
    if (field(name).isNull()) {
      return Optional.empty();
    }
    return Optional.of(time(name));
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw wrong(name, "a list of strings", value);
    }
    for (JsonNode item : value) {
      if (!item.isString()) {
        throw wrong(name, "a list of strings", value);
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  JsonFields fields(String name) {
    return new JsonFields(what + "." + name, field(name));
  }

  /// The objects of a list.
  List<JsonFields> list(String name) {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw wrong(name, "a list of objects", value);
    }
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode item : value) {
      objects.add(new JsonFields(what + "." + name, item));
    }
    return objects;
  }

  /// Says that all fields were asked for.
  void end() {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(what + " has an unknown field " + name);
      }
    }
  }

  private JsonNode field(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException(what + " lacks the field " + name);
    }
    return value;
  }

  private IllegalArgumentException wrong(String name, String expected, JsonNode value) {
    return new IllegalArgumentException(
        "%s: %s must be %s, was %s".formatted(what, name, expected, value));
  }
}
