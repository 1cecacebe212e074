package io.evenkeel.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is sent back.
///
/// @param status the HTTP status
/// @param contentType of the body
/// @param policy what a browser may do with it, as a content security policy
/// @param body the bytes; handed over
/// @param headers what is said beyond
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out, handed over
record Answer(
    int status, String contentType, String policy, byte[] body, Map<String, String> headers) {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String NOTHING =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /// Pages of the console: style and script from here, and from nowhere else.
  private static final String OWN =
      NOTHING + "; style-src 'self'; script-src 'self'; connect-src 'self'";

  /// Documents that bring their style along, and may run nothing.
  private static final String DOCUMENT = NOTHING + "; style-src 'unsafe-inline'; img-src data:";

  static Answer page(String html) {
    return new Answer(200, "text/html; charset=utf-8", OWN, html.getBytes(UTF_8), Map.of());
  }

  static Answer document(byte[] html) {
    return new Answer(200, "text/html; charset=utf-8", DOCUMENT, html, Map.of());
  }

  static Answer text(String contentType, String text) {
    return new Answer(
        200, contentType + "; charset=utf-8", NOTHING, text.getBytes(UTF_8), Map.of());
  }

  static Answer json(JsonNode json) {
    return new Answer(200, "application/json", NOTHING, MAPPER.writeValueAsBytes(json), Map.of());
  }

  static Answer error(int status, String code, String message) {
    ObjectNode json = MAPPER.createObjectNode().put("error", code).put("message", message);
    return new Answer(
        status, "application/json", NOTHING, MAPPER.writeValueAsBytes(json), Map.of());
  }

  Answer with(String header, String value) {
    return new Answer(status, contentType, policy, body, Map.of(header, value));
  }
}
