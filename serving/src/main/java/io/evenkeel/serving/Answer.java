package io.evenkeel.serving;

import java.util.Map;

/// What is sent back.
///
/// @param status the HTTP status
/// @param contentType of the body
/// @param body the bytes; handed over
/// @param headers what is said beyond the type
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out, handed over
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  static Answer ok(byte[] json) {
    return new Answer(200, JSON, json, Map.of());
  }

  static Answer of(int status, byte[] json) {
    return new Answer(status, JSON, json, Map.of());
  }

  static Answer of(Refusal refusal) {
    return new Answer(refusal.status(), JSON, Json.write(refusal), Map.of());
  }

  static Answer of(Refusal refusal, String header, String value) {
    return new Answer(refusal.status(), JSON, Json.write(refusal), Map.of(header, value));
  }
}
