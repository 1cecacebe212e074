package io.evenkeel.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.evenkeel.model.FeatureSchema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Turns lines back into events. The time stands first in every line, so that rows outside a window
/// are passed over without being parsed.
final class LineDecoder {
  /// Where the time of a line begins.
  static final int TIME_AT = 9;

  private static final byte[] START = "{\"time\":\"".getBytes(ISO_8859_1);
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final FeatureSchema schema;

  LineDecoder(FeatureSchema schema) {
    this.schema = schema;
  }

  /// One kind of line.
  @FunctionalInterface
  interface Format<E extends Event> {
    /// The event of a line.
    ///
    /// @throws DamagedLine when the bytes are no such line
    E decode(byte[] bytes, int from, int to);
  }

  /// A line that cannot be read.
  static final class DamagedLine extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedLine(String message) {
      super(message);
    }

    DamagedLine(Throwable cause) {
      super(cause);
    }
  }

  /// Whether a line begins with a time.
  static boolean hasTime(byte[] bytes, int from, int to) {
    int time = from + TIME_AT;
    return to > time + EventTime.LENGTH
        && Arrays.equals(bytes, from, time, START, 0, START.length)
        && bytes[time + EventTime.LENGTH] == '"';
  }

  /// The time of a line.
  static Instant time(byte[] bytes, int from, int to) {
    if (!hasTime(bytes, from, to)) {
      throw new DamagedLine("the line does not begin with its time");
    }
    try {
      return EventTime.parse(bytes, from + TIME_AT);
    } catch (DateTimeException e) {
      throw new DamagedLine(e);
    }
  }

  Event.Prediction prediction(byte[] bytes, int from, int to) {
    Instant time = time(bytes, from, to);
    Fields fields = read(bytes, from, to);
    if (fields.version.isEmpty() || Double.isNaN(fields.probability)) {
      throw new DamagedLine("the line is no prediction");
    }
    return new Event.Prediction(
        time,
        fields.transactionId(),
        fields.version,
        fields.features,
        fields.probability,
        fields.fraud(),
        fields.passThrough,
        fields.client);
  }

  Event.Label label(byte[] bytes, int from, int to) {
    Instant time = time(bytes, from, to);
    Fields fields = read(bytes, from, to);
    return new Event.Label(time, fields.transactionId(), fields.fraud());
  }

  Event.Rejection rejection(byte[] bytes, int from, int to) {
    Instant time = time(bytes, from, to);
    Fields fields = read(bytes, from, to);
    try {
      return new Event.Rejection(
          time, Event.RejectionRule.valueOf(fields.rule), fields.feature, fields.client);
    } catch (IllegalArgumentException e) {
      throw new DamagedLine(e);
    }
  }

  Event.Slice slice(byte[] bytes, int from, int to) {
    Instant time = time(bytes, from, to);
    Fields fields = read(bytes, from, to);
    if (fields.version.isEmpty() || fields.bins.isEmpty() || fields.rows < 0) {
      throw new DamagedLine("the line is no slice");
    }
    return new Event.Slice(
        time,
        fields.version,
        fields.bins,
        fields.slice,
        fields.rows,
        fields.repeated,
        fields.counts.counts());
  }

  private Fields read(byte[] bytes, int from, int to) {
    Fields fields = new Fields();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        switch (name) {
          case "transaction_id" -> fields.transactionId = parser.getString();
          case "model_version" -> fields.version = parser.getString();
          case "features" -> features(parser, fields);
          case "fraud_probability" -> fields.probability = parser.getDoubleValue();
          case "is_fraud" -> {
            fields.fraud = parser.getBooleanValue();
            fields.fraudSeen = true;
          }
          case "pass_through" -> fields.passThrough = parser.getBooleanValue();
          case "rule" -> fields.rule = parser.getString();
          case "feature" -> fields.feature = parser.getString();
          case "client" -> fields.client = parser.getString();
          case "bins" -> fields.bins = parser.getString();
          case "slice" -> fields.slice = parser.getLongValue();
          case "rows" -> fields.rows = parser.getLongValue();
          case "repeated" -> fields.repeated = parser.getLongValue();
          case "counts" -> counts(parser, fields.counts);
          default -> {
            if (value.isStructStart()) {
              parser.skipChildren();
            }
          }
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new DamagedLine("the line is no JSON object");
      }
      return fields;
    } catch (JacksonException e) {
      throw new DamagedLine(e);
    }
  }

  private static void counts(JsonParser parser, CountList counts) {
    JsonToken value = parser.nextToken();
    while (value != null && (value.isNumeric() || value == JsonToken.START_ARRAY)) {
      if (value.isNumeric()) {
        counts.add(parser.getLongValue());
      } else {
        parser.nextToken();
        counts.addZeros(parser.getLongValue());
        if (parser.nextToken() != JsonToken.END_ARRAY) {
          throw new DamagedLine("a run of zeros has one number");
        }
      }
      value = parser.nextToken();
    }
    if (value != JsonToken.END_ARRAY) {
      throw new DamagedLine("the counts are no list of numbers");
    }
  }

  private void features(JsonParser parser, Fields fields) {
    Arrays.fill(fields.features, Double.NaN);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      OptionalInt position = schema.position(name);
      if (position.isPresent() && value != JsonToken.VALUE_NULL) {
        fields.features[position.getAsInt()] = parser.getDoubleValue();
      }
    }
  }

  /// The fields of one line while it is read.
  private final class Fields {
    private final double[] features = new double[schema.size()];
    private String transactionId = "";
    private String version = "";
    private String client = "";
    private String rule = "";
    private String feature = "";
    private String bins = "";
    private long slice;
    private long rows = -1;
    private long repeated;
    private final CountList counts = new CountList();
    private double probability = Double.NaN;
    private boolean fraud;
    private boolean fraudSeen;
    private boolean passThrough;

    private String transactionId() {
      if (transactionId.isEmpty()) {
        throw new DamagedLine("the line has no transaction id");
      }
      return transactionId;
    }

    private boolean fraud() {
      if (!fraudSeen) {
        throw new DamagedLine("the line does not say whether it is fraud");
      }
      return fraud;
    }
  }
}
