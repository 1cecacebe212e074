package io.evenkeel.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// A vendor's answer, read leniently: what is not there is empty.
///
/// @param node where we are in it
record Fields(JsonNode node) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// Parses a body; what is no JSON has no fields.
  static Fields lenient(byte[] body) {
    try {
      return new Fields(MAPPER.readTree(body));
    } catch (JacksonException _) {
      // An error page of something in between has no fields for us; it is quoted as text.
      return new Fields(MissingNode.getInstance());
    }
  }

  /// A request body to fill.
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// The field at the end of a path.
  Fields at(String... path) {
    JsonNode place = node;
    for (String name : path) {
      place = place.path(name);
    }
    return new Fields(place);
  }

  /// The text there; numbers as text, anything else empty.
  String text(String... path) {
    return at(path).node.asString("");
  }

  /// The text there, if any.
  Optional<String> find(String... path) {
    return Optional.of(text(path)).filter(text -> !text.isEmpty());
  }

  /// The items of the list there.
  List<Fields> items(String... path) {
    List<Fields> items = new ArrayList<>();
    at(path).node.forEach(item -> items.add(new Fields(item)));
    return items;
  }

  /// A list of `{"key": ..., "value": ...}`.
  SortedMap<String, String> pairs(String... path) {
    SortedMap<String, String> pairs = new TreeMap<>();
    items(path).forEach(pair -> pairs.put(pair.text("key"), pair.text("value")));
    return pairs;
  }

  /// The names of the fields here.
  List<String> names() {
    return List.copyOf(node.propertyNames());
  }
}
