package io.evenkeel.alerts;

import io.evenkeel.ledger.Outbox;
import java.time.DateTimeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Notices as JSON: in the outbox, in the files of the last resort, and to the generic webhook.
/// Reading is strict: an unknown, missing, doubled or mistyped field is an error.
///
/// | field | what it holds |
/// |---|---|
/// | `format` | 1 |
/// | `incident` | the id of the incident; everything about one incident has the same |
/// | `key` | which notice it is; the same key again is the same notice |
/// | `time` | when it happened, ISO-8601 in UTC |
/// | `kind` | `decided`, `acted`, `not_acted`, `mitigated`, `resolved`, `reopened` |
/// | `state` | the state of the incident: `open`, `acknowledged`, `mitigating`, `mitigated`, `resolved`, `reopened` |
/// | `model`, `version` | the model, and the version that serves |
/// | `decision` | `ok`, `alert`, `rollback`, `retrain` |
/// | `source` | who decided: `rules`, `llm` |
/// | `confidence` | 0 to 1; null if it was no number |
/// | `reasoning` | why, in words |
/// | `drift_score` | share of drifted features, 0 to 1; null where a check had too little data |
/// | `moved` | the drifted features, each with `feature`, `test`, `score`, `limit`; a number that is not finite is null |
/// | `quality` | what is wrong with the data, in words |
/// | `outcome` | what came of the latest action, in words; empty before it |
/// | `change` | `from` and `to`, the versions of a change of champion; null without one |
/// | `time_to_detect_seconds`, `time_to_recover_seconds` | null where not known |
/// | `what_to_do` | what a person should do now |
public final class NoticeCodec {
  /// The kind of the messages of the outbox.
  public static final String KIND = "notice";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private NoticeCodec() {}

  /// Writes a notice.
  public static String write(Notice notice) {
    return JSON.writeValueAsString(NoticeDocument.of(notice));
  }

  /// Reads a notice.
  ///
  /// @throws IllegalArgumentException when the document is not one, with what is wrong with it
  public static Notice read(String json) {
    try {
      return JSON.readValue(json, NoticeDocument.class).notice();
    } catch (JacksonException | ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException("not a notice: " + e.getMessage(), e);
    }
  }

  /// Puts a notice into a queue; nothing happens when it is there already.
  ///
  /// @return whether it was new
  static boolean put(Outbox outbox, String queue, Notice notice) {
    return outbox.put(queue, notice.key(), notice.incident(), KIND, write(notice));
  }

  /// A notice as a tree that more can be put into.
  static ObjectNode tree(Notice notice) {
    return JSON.valueToTree(NoticeDocument.of(notice));
  }
}
