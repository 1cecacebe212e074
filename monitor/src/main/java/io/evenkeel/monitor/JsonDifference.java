package io.evenkeel.monitor;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Finds where a document differs from what it should be. Numbers are compared by value, fields in
/// any order.
final class JsonDifference {
  private JsonDifference() {}

  /// The first difference in words, if there is one.
  static Optional<String> first(JsonNode expected, JsonNode found) {
    return first("", expected, found);
  }

  private static Optional<String> first(String path, JsonNode expected, JsonNode found) {
    if (expected.isObject() && found.isObject()) {
      Set<String> names = new LinkedHashSet<>(expected.propertyNames());
      names.addAll(found.propertyNames());
      for (String name : names) {
        String at = path.isEmpty() ? name : path + "." + name;
        if (!found.has(name)) {
          return Optional.of(at + " is missing");
        }
        if (!expected.has(name)) {
          return Optional.of(at + " is not a field of a report");
        }
        Optional<String> below = first(at, expected.get(name), found.get(name));
        if (below.isPresent()) {
          return below;
        }
      }
      return Optional.empty();
    }
    if (expected.isArray() && found.isArray() && expected.size() == found.size()) {
      for (int i = 0; i < expected.size(); i++) {
        Optional<String> below = first(path + "[" + i + "]", expected.get(i), found.get(i));
        if (below.isPresent()) {
          return below;
        }
      }
      return Optional.empty();
    }
    boolean same =
        (expected.isNumber() && found.isNumber())
            ? expected.asDouble() == found.asDouble()
            : expected.equals(found);
    return same
        ? Optional.empty()
        : Optional.of(
            "%s is %s, but the rest of the report says %s".formatted(path, found, expected));
  }
}
