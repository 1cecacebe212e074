package io.evenkeel.serving;

import io.evenkeel.events.Event.RejectionRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads labels out of JSON: one, a bare list, or `{"labels": [...]}`. Safe for use by many
/// threads.
final class LabelReader {
  private static final String LIST = "labels";
  private static final String FRAUD = "is_fraud";

  private final int most;

  LabelReader(int most) {
    this.most = most;
  }

  /// What a transaction turned out to be.
  record Label(String transactionId, boolean fraud) {}

  /// All labels of a body.
  ///
  /// @throws Refusal.Refused when it is malformed, or one label is wrong
  List<Label> read(byte[] body) {
    try (JsonParser parser = Json.parser(body)) {
      List<Label> labels = labels(parser);
      TransactionReader.end(parser);
      return labels;
    } catch (JacksonException e) {
      throw Json.malformed(e).asException();
    }
  }

  private List<Label> labels(JsonParser parser) {
    JsonToken start = parser.nextToken();
    if (start == JsonToken.START_ARRAY) {
      return Lists.members(parser, LIST, most, LabelReader::member);
    }
    if (start != JsonToken.START_OBJECT) {
      throw TransactionReader.wrongShape("the body must be a label or a list of labels");
    }
    String first = parser.nextName();
    if (!LIST.equals(first)) {
      Lists.Member<Label> only = fields(parser, first);
      return List.of(only.value().orElseThrow(() -> only.refusal().orElseThrow().asException()));
    }
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw TransactionReader.wrongShape("labels must be a list");
    }
    List<Label> labels = Lists.members(parser, LIST, most, LabelReader::member);
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw TransactionReader.wrongShape("labels must be the only field");
    }
    return labels;
  }

  private static Lists.Member<Label> member(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Lists.Member.wrong(
          Refusal.malformed("wrong_shape", "", "each label must be a JSON object"));
    }
    return fields(parser, parser.nextName());
  }

  private static Lists.Member<Label> fields(JsonParser parser, @Nullable String firstName) {
    Optional<String> id = Optional.empty();
    Optional<Boolean> fraud = Optional.empty();
    Refusal wrong = null;
    for (String name = firstName; name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      Refusal found = null;
      switch (name) {
        case TransactionReader.ID -> {
          found = id.isPresent() ? duplicate(name) : null;
          String text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
          id = Optional.of(text);
          if (found == null && !TransactionIds.allowed(text)) {
            found = broken(RejectionRule.MALFORMED, name, text, TransactionIds.EXPLANATION);
          }
        }
        case FRAUD -> {
          found = fraud.isPresent() ? duplicate(name) : null;
          Optional<Boolean> truth = truth(parser, value);
          fraud = Optional.of(truth.orElse(false));
          if (found == null && truth.isEmpty()) {
            found =
                broken(
                    RejectionRule.UNKNOWN_CATEGORY,
                    name,
                    "",
                    "is_fraud must be true, false, 1 or 0");
          }
        }
        default ->
            found =
                broken(
                    RejectionRule.UNKNOWN_FIELD,
                    name,
                    "",
                    "a label has only transaction_id and is_fraud");
      }
      wrong = wrong == null || (found != null && found.status() == 400) ? found : wrong;
      parser.skipChildren();
    }
    if (wrong == null && (id.isEmpty() || fraud.isEmpty())) {
      String missing = id.isEmpty() ? TransactionReader.ID : FRAUD;
      wrong = broken(RejectionRule.MISSING, missing, "", missing + " is required");
    }
    return wrong == null
        ? Lists.Member.right(new Label(id.orElseThrow(), fraud.orElseThrow()))
        : Lists.Member.wrong(wrong);
  }

  private static Optional<Boolean> truth(JsonParser parser, JsonToken value) {
    if (value.isBoolean()) {
      return Optional.of(parser.getBooleanValue());
    }
    if (value.isNumeric()) {
      double number = parser.getDoubleValue();
      return number == 0 || number == 1 ? Optional.of(number == 1) : Optional.empty();
    }
    return Optional.empty();
  }

  private static Refusal duplicate(String name) {
    return Refusal.malformed("duplicate_key", name, name + " occurs twice");
  }

  private static Refusal broken(RejectionRule rule, String field, String value, String message) {
    return Refusal.broken(rule, field, value, message);
  }
}
