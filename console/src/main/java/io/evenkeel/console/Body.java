package io.evenkeel.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a person sends: a small JSON object, read strictly. Every method throws
/// [IllegalArgumentException] that says what is wrong with it.
final class Body {
  private static final int MOST_BYTES = 1 << 14;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ObjectNode node;
  private final Set<String> asked = new HashSet<>();

  private Body(ObjectNode node) {
    this.node = node;
  }

  static Body of(Request request) {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("the body is larger than " + MOST_BYTES + " bytes");
      }
      if (!(MAPPER.readTree(bytes) instanceof ObjectNode object)) {
        throw new IllegalArgumentException("the body must be a JSON object");
      }
      return new Body(object);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body could not be read to its end", e);
    }
  }

  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new IllegalArgumentException("the body lacks the field " + name));
  }

  Optional<String> optionalText(String name) {
    return field(name)
        .map(value -> {
          if (!value.isString()) {
            throw new IllegalArgumentException(name + " must be a string");
          }
          return value.stringValue();
        });
  }

  /// A whole number from 1 to a million.
  Optional<Integer> optionalCount(String name) {
    return field(name)
        .map(value -> {
          if (!value.isInt() || value.intValue() < 1 || value.intValue() > 1_000_000) {
            throw new IllegalArgumentException(name + " must be a whole number from 1 to 1000000");
          }
          return value.intValue();
        });
  }

  /// Says that all fields were asked for.
  Body end() {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field %s; known: %s".formatted(name, String.join(", ", asked)));
      }
    }
    return this;
  }

  private Optional<JsonNode> field(String name) {
    asked.add(name);
    return Optional.ofNullable(node.get(name));
  }
}
