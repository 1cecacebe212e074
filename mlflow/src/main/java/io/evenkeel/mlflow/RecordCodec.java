package io.evenkeel.mlflow;

import io.evenkeel.ledger.Outbox;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Records as messages of the outbox and back: JSON with keys in snake case, and nothing unknown,
/// missing or doubled. The kind of the message is `run` or `champion`.
public final class RecordCodec {
  /// The queue of runs and versions.
  public static final String QUEUE = "mlflow";

  /// The queue of the moves of the alias. They have one of their own, so that a move that waits for
  /// a person holds up no run.
  public static final String MOVES = "mlflow-champion";

  private static final String RUN = "run";
  private static final String CHAMPION = "champion";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecordCodec() {}

  /// Puts a record into its queue of the outbox; nothing happens when it is there already.
  ///
  /// @param subject what it is about, for instance an incident
  /// @return whether it was new
  public static boolean put(Outbox outbox, String subject, MlflowRecord what) {
    String payload = MAPPER.writeValueAsString(what);
    return switch (what) {
      case MlflowRecord.Run _ -> outbox.put(QUEUE, what.key(), subject, RUN, payload);
      case MlflowRecord.ChampionMove _ -> outbox.put(MOVES, what.key(), subject, CHAMPION, payload);
    };
  }

  /// Reads a message back.
  ///
  /// @throws MalformedRecord when it is no record; the message says what is wrong with it
  public static MlflowRecord read(Outbox.Message message) {
    try {
      return switch (message.kind()) {
        case RUN -> MAPPER.readValue(message.payload(), MlflowRecord.Run.class);
        case CHAMPION -> MAPPER.readValue(message.payload(), MlflowRecord.ChampionMove.class);
        default ->
            throw new MalformedRecord(
                "the record " + message.key() + " is of the unknown kind " + message.kind());
      };
    } catch (JacksonException e) {
      throw new MalformedRecord(
          "the record " + message.key() + " is malformed: " + e.getOriginalMessage(), e);
    }
  }
}
