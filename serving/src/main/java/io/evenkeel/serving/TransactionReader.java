package io.evenkeel.serving;

import io.evenkeel.events.Event.RejectionRule;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Rule;
import io.evenkeel.model.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads transactions out of JSON and checks them against the schema. Safe for use by many threads.
///
/// Every feature must be there. One that the schema calls nullable may be `null`; to leave it out
/// is a fault of the caller all the same.
///
/// The whole body is read before a broken rule is reported: JSON that cannot be read is the graver
/// fault and is reported first.
final class TransactionReader {
  /// The field that names a transaction.
  static final String ID = "transaction_id";

  /// The optional field by which a client says that it had drawn the transaction by lot to let it
  /// pass whatever its score.
  static final String PASS_THROUGH = "pass_through";

  private static final String LIST = "transactions";

  private final FeatureSchema schema;
  private final int maxBatch;

  TransactionReader(FeatureSchema schema, int maxBatch) {
    reserved(schema, ID, "the transaction's id");
    reserved(schema, PASS_THROUGH, "the mark of a transaction that passes whatever its score");
    this.schema = schema;
    this.maxBatch = maxBatch;
  }

  private static void reserved(FeatureSchema schema, String name, String meaning) {
    if (schema.position(name).isPresent()) {
      throw new IllegalArgumentException(
          "a feature cannot be called " + name + ": that is the name of " + meaning);
    }
  }

  /// Reads one transaction: its features as fields, and perhaps its id and `pass_through`.
  ///
  /// @throws Refusal.Refused when it is malformed or breaks a rule
  Transaction one(byte[] body) {
    try (JsonParser parser = Json.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw wrongShape("the body must be one JSON object");
      }
      Reading reading = new Reading(parser);
      reading.object();
      end(parser);
      return reading.result().orElseThrow(reading::refused);
    } catch (JacksonException e) {
      throw Json.malformed(e).asException();
    }
  }

  /// Reads a list of transactions: `{"transactions": [...]}` or the bare list.
  ///
  /// @throws Refusal.Refused when the list is malformed or too long, or one of its members breaks a
  ///   rule
  List<Transaction> many(byte[] body) {
    try (JsonParser parser = Json.parser(body)) {
      List<Transaction> transactions = Lists.read(parser, LIST, maxBatch, this::member);
      end(parser);
      return transactions;
    } catch (JacksonException e) {
      throw Json.malformed(e).asException();
    }
  }

  private Lists.Member<Transaction> member(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Lists.Member.wrong(
          Refusal.malformed("wrong_shape", "", "each transaction must be a JSON object"));
    }
    Reading reading = new Reading(parser);
    reading.object();
    return reading
        .result()
        .map(Lists.Member::right)
        .orElseGet(() -> Lists.Member.wrong(reading.refusal()));
  }

  static void end(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw wrongShape("something follows the JSON value");
    }
  }

  static RuntimeException wrongShape(String message) {
    return Refusal.malformed("wrong_shape", "", message).asException();
  }

  /// One transaction while it is read.
  private final class Reading {
    private final JsonParser parser;
    private final double[] row = new double[schema.size()];
    private final boolean[] seen = new boolean[schema.size()];
    private boolean idSeen;
    private boolean passThroughSeen;
    private boolean passThrough;
    private String id = "";
    private @Nullable Refusal first;

    private Reading(JsonParser parser) {
      this.parser = parser;
      Arrays.fill(row, Double.NaN);
    }

    private void object() {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        OptionalInt position = schema.position(name);
        if (position.isPresent()) {
          duplicate(name, seen[position.getAsInt()]);
          seen[position.getAsInt()] = true;
          row[position.getAsInt()] = number(position.getAsInt(), value);
        } else if (name.equals(ID)) {
          duplicate(name, idSeen);
          idSeen = true;
          id(value);
        } else if (name.equals(PASS_THROUGH)) {
          duplicate(name, passThroughSeen);
          passThroughSeen = true;
          passThrough(value);
        } else {
          note(
              Refusal.of(
                  new Violation(
                      name,
                      Rule.UNKNOWN_FIELD,
                      "is not a field of this model; it takes " + fields()),
                  echo(value)));
        }
        parser.skipChildren();
      }
    }

    private Optional<Transaction> result() {
      for (int i = 0; first == null && i < row.length; i++) {
        Feature feature = schema.features().get(i);
        double value = row[i];
        if (!seen[i]) {
          String rest = feature.nullable() ? "is required; it may be null" : "is required";
          note(Refusal.of(new Violation(feature.name(), Rule.MISSING, rest), ""));
        }
        feature
            .check(value)
            .ifPresent(broken -> note(Refusal.of(broken, Double.isNaN(value) ? "" : plain(value))));
      }
      return first == null ? Optional.of(new Transaction(id, row, passThrough)) : Optional.empty();
    }

    private Refusal refusal() {
      return Objects.requireNonNull(first);
    }

    private RuntimeException refused() {
      return refusal().asException();
    }

    private void note(Refusal refusal) {
      if (first == null) {
        first = refusal;
      }
    }

    private void duplicate(String name, boolean before) {
      // Which of the two is meant cannot be known, so it is not a matter of rules.
      if (before && (first == null || first.status() != 400)) {
        first = Refusal.malformed("duplicate_key", name, name + " occurs twice");
      }
    }

    private double number(int position, JsonToken value) {
      Feature feature = schema.features().get(position);
      if (value == JsonToken.VALUE_NULL) {
        return Double.NaN;
      }
      if (value.isNumeric()) {
        double number = parser.getDoubleValue();
        if (Double.isFinite(number)) {
          return number;
        }
      }
      note(
          Refusal.of(
              new Violation(feature.name(), Rule.NOT_A_NUMBER, "must be a finite number"),
              echo(value)));
      return Double.NaN;
    }

    private void id(JsonToken value) {
      if (value == JsonToken.VALUE_NULL) {
        return;
      }
      String text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
      if (TransactionIds.allowed(text)) {
        id = text;
      } else {
        note(Refusal.broken(RejectionRule.MALFORMED, ID, echo(value), TransactionIds.EXPLANATION));
      }
    }

    private void passThrough(JsonToken value) {
      if (value.isBoolean()) {
        passThrough = parser.getBooleanValue();
      } else if (value != JsonToken.VALUE_NULL) {
        note(
            Refusal.broken(
                RejectionRule.MALFORMED,
                PASS_THROUGH,
                echo(value),
                PASS_THROUGH + " must be true or false"));
      }
    }

    private String echo(JsonToken value) {
      return value.isStructStart() ? "" : parser.getString();
    }
  }

  private String fields() {
    return String.join(", ", schema.names());
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
