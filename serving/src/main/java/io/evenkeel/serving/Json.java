package io.evenkeel.serving;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
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
    OptionalInt index = refusal.index();
    return write(
        new Body(
            new Fault(
                refusal.code(),
                refusal.field(),
                refusal.value(),
                refusal.rule().map(Enum::name).orElse(""),
                refusal.message(),
                index.isPresent() ? index.getAsInt() : null)));
  }

  private record Body(Fault error) {}

  private record Fault(
      String code,
      String field,
      String value,
      String rule,
      String message,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer index) {}
}
