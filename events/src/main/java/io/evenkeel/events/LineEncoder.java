package io.evenkeel.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.model.FeatureSchema;
import tools.jackson.core.io.JsonStringEncoder;

/// Turns events into lines of JSON. Stateless but for the schema.
final class LineEncoder {
  private static final byte[] TIME = ascii("{\"time\":\"");
  private static final byte[] ID = ascii("\",\"transaction_id\":\"");
  private static final byte[] VERSION = ascii("\",\"model_version\":\"");
  private static final byte[] FEATURES = ascii("\",\"features\":{");
  private static final byte[] PROBABILITY = ascii("},\"fraud_probability\":");
  private static final byte[] FRAUD = ascii(",\"is_fraud\":");
  private static final byte[] PASS_THROUGH = ascii(",\"pass_through\":true");
  private static final byte[] RULE = ascii("\",\"rule\":\"");
  private static final byte[] FEATURE = ascii("\",\"feature\":\"");
  private static final byte[] BINS = ascii("\",\"bins\":\"");
  private static final byte[] SLICE = ascii("\",\"slice\":");
  private static final byte[] ROWS = ascii(",\"rows\":");
  private static final byte[] REPEATED = ascii(",\"repeated\":");
  private static final byte[] COUNTS = ascii(",\"counts\":[");
  private static final byte[] CLIENT = ascii(",\"client\":\"");
  private static final byte[] END_OF_LIST = ascii("]}\n");
  private static final byte[] END = ascii("}\n");
  private static final byte[] NULL = ascii("null");

  private final JsonStringEncoder strings = JsonStringEncoder.getInstance();
  private final byte[][] names;

  LineEncoder(FeatureSchema schema) {
    names = new byte[schema.size()][];
    for (int i = 0; i < names.length; i++) {
      String quoted = new String(strings.quoteAsCharArray(schema.features().get(i).name()));
      names[i] = ((i == 0 ? "\"" : ",\"") + quoted + "\":").getBytes(UTF_8);
    }
  }

  /// Adds the line of an event.
  ///
  /// @throws IllegalArgumentException when the event cannot be written as JSON or has another
  ///   number of features than the schema
  void encode(Event event, LineBuffer out) {
    out.writeBytes(TIME);
    out.writeBytes(EventTime.bytes(event.time()));
    switch (event) {
      case Event.Prediction prediction -> encode(prediction, out);
      case Event.Label label -> {
        out.writeBytes(ID);
        string(label.transactionId(), out);
        out.write('"');
        out.writeBytes(FRAUD);
        out.writeBytes(ascii(Boolean.toString(label.fraud())));
        out.writeBytes(END);
      }
      case Event.Rejection rejection -> {
        out.writeBytes(RULE);
        out.writeBytes(ascii(rejection.rule().name()));
        out.writeBytes(FEATURE);
        string(rejection.feature(), out);
        out.write('"');
        client(rejection.client(), out);
        out.writeBytes(END);
      }
      case Event.Slice slice -> encode(slice, out);
    }
  }

  private void encode(Event.Slice slice, LineBuffer out) {
    if (slice.version().isEmpty() || slice.bins().isEmpty()) {
      throw new IllegalArgumentException("a slice needs the names of its version and its bins");
    }
    out.writeBytes(VERSION);
    string(slice.version(), out);
    out.writeBytes(BINS);
    string(slice.bins(), out);
    out.writeBytes(SLICE);
    out.writeBytes(ascii(Long.toString(slice.slice())));
    out.writeBytes(ROWS);
    out.writeBytes(ascii(Long.toString(slice.rows())));
    out.writeBytes(REPEATED);
    out.writeBytes(ascii(Long.toString(slice.repeated())));
    out.writeBytes(COUNTS);
    out.writeBytes(ascii(CountList.write(slice.counts())));
    out.writeBytes(END_OF_LIST);
  }

  private void encode(Event.Prediction prediction, LineBuffer out) {
    double[] features = prediction.features();
    if (features.length != names.length) {
      throw new IllegalArgumentException(
          "a prediction needs " + names.length + " features, had " + features.length);
    }
    if (Double.isNaN(prediction.probability())) {
      throw new IllegalArgumentException("a prediction needs a probability, was NaN");
    }
    out.writeBytes(ID);
    string(prediction.transactionId(), out);
    out.writeBytes(VERSION);
    string(prediction.version(), out);
    out.writeBytes(FEATURES);
    for (int i = 0; i < features.length; i++) {
      out.writeBytes(names[i]);
      number(features[i], out);
    }
    out.writeBytes(PROBABILITY);
    number(prediction.probability(), out);
    out.writeBytes(FRAUD);
    out.writeBytes(ascii(Boolean.toString(prediction.fraud())));
    if (prediction.passThrough()) {
      out.writeBytes(PASS_THROUGH);
    }
    client(prediction.client(), out);
    out.writeBytes(END);
  }

  /// Who did not name itself is left out, so that such lines are what they always were.
  private void client(String name, LineBuffer out) {
    if (!name.isEmpty()) {
      out.writeBytes(CLIENT);
      string(name, out);
      out.write('"');
    }
  }

  private void string(String text, LineBuffer out) {
    out.writeBytes(strings.quoteAsUTF8(text));
  }

  private static void number(double value, LineBuffer out) {
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("a prediction cannot hold the value " + value);
    }
    if (Double.isNaN(value)) {
      out.writeBytes(NULL);
    } else if (value == (int) value) {
      out.writeBytes(ascii(Integer.toString((int) value)));
    } else {
      out.writeBytes(ascii(Double.toString(value)));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
