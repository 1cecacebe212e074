package io.evenkeel.monitor;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads the fields of one JSON object strictly: each must be there and have the right type.
///
/// @param where where the object is, for messages
/// @param node the object
record Fields(String where, JsonNode node) {
  /// Rejects what is not an object.
  Fields {
    if (!node.isObject()) {
      throw new MalformedReport(where + " must be an object");
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  String text(String name) {
    return typed(name, "a text", JsonNode::isString).asString();
  }

  boolean flag(String name) {
    return typed(name, "true or false", JsonNode::isBoolean).asBoolean();
  }

  double number(String name) {
    double value = typed(name, "a number", JsonNode::isNumber).asDouble();
    if (!Double.isFinite(value)) {
      throw new MalformedReport(path(name) + " must be a finite number");
    }
    return value;
  }

  long count(String name) {
    JsonNode value = typed(name, "a count", JsonNode::isIntegralNumber);
    if (!value.canConvertToLong() || value.asLong() < 0) {
      throw new MalformedReport(path(name) + " must be a count, was " + value);
    }
    return value.asLong();
  }

  int smallCount(String name) {
    long value = count(name);
    if (value > Integer.MAX_VALUE) {
      throw new MalformedReport(path(name) + " is too large: " + value);
    }
    return (int) value;
  }

  Instant time(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedReport(path(name) + " must be a time, was '" + text + "'");
    }
  }

  Optional<Instant> optionalTime(String name) {
    return present(name).isNull() ? Optional.empty() : Optional.of(time(name));
  }

  Fields object(String name) {
    return new Fields(path(name), present(name));
  }

  Optional<Fields> optionalObject(String name) {
    return present(name).isNull() ? Optional.empty() : Optional.of(object(name));
  }

  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode item : typed(name, "a list", JsonNode::isArray)) {
      objects.add(new Fields(path(name) + "[" + objects.size() + "]", item));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : typed(name, "a list", JsonNode::isArray)) {
      if (!item.isString()) {
        throw new MalformedReport("%s[%d] must be a text".formatted(path(name), texts.size()));
      }
      texts.add(item.asString());
    }
    return texts;
  }

  List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  private JsonNode typed(String name, String type, java.util.function.Predicate<JsonNode> is) {
    JsonNode value = present(name);
    if (!is.test(value)) {
      throw new MalformedReport(path(name) + " must be " + type + ", was " + value);
    }
    return value;
  }

  private JsonNode present(String name) {
    return node.optional(name).orElseThrow(() -> new MalformedReport(path(name) + " is missing"));
  }

  private String path(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }
}
