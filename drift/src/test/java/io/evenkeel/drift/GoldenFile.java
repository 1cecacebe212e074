package io.evenkeel.drift;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON file beside the tests, and the recipes in it.
final class GoldenFile {
  private GoldenFile() {}

  static JsonNode read(String name) {
    try (InputStream in = Objects.requireNonNull(GoldenFile.class.getResourceAsStream(name))) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The sample of a recipe `[size, shape, a, b, seed]` or `[..., missing, infinite]`.
  static double[] sample(JsonNode recipe) {
    return new Draws(recipe.get(4).asLong())
        .sample(
            recipe.get(0).asInt(),
            recipe.get(1).asString(),
            recipe.get(2).asDouble(),
            recipe.get(3).asDouble(),
            recipe.path(5).asDouble(0),
            recipe.path(6).asDouble(0));
  }

  static Column column(String name, String type) {
    return type.equals("numeric")
        ? new Column.Numeric(name, Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY)
        : new Column.Categorical(name);
  }
}
