package io.evenkeel.serving;

import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// How this server reads and writes JSON.
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Json() {}

  static JsonParser parser(byte[] body) {
    return FACTORY.createParser(ObjectReadContext.empty(), body);
  }

  static byte[] write(Object record) {
    return MAPPER.writeValueAsBytes(record);
  }

  /// Says where JSON is broken, without repeating it.
  static Refusal malformed(JacksonException cause) {
    TokenStreamLocation at = cause.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return Refusal.malformed("malformed_json", "", "the body is not valid JSON" + where);
  }

  /// The answer to a refused request.
  static byte[] write(Refusal refusal) {
    String rule = refusal.rule().map(Enum::name).orElse("");
    OptionalInt index = refusal.index();
    if (index.isPresent()) {
      return write(
          new PlacedBody(
              new PlacedFault(
                  refusal.code(),
                  refusal.field(),
                  refusal.value(),
                  rule,
                  refusal.message(),
                  index.getAsInt())));
    }
    return write(
        new Body(
            new Fault(refusal.code(), refusal.field(), refusal.value(), rule, refusal.message())));
  }

  private record Body(Fault error) {}

  private record Fault(String code, String field, String value, String rule, String message) {}

  private record PlacedBody(PlacedFault error) {}

  private record PlacedFault(
      String code, String field, String value, String rule, String message, int index) {}
}
