package io.evenkeel.serving;

import io.evenkeel.events.Event.RejectionRule;
import io.evenkeel.model.Violation;
import java.util.Optional;
import java.util.OptionalInt;

/// A request that is not answered as asked, and why. It becomes the JSON body of the answer.
///
/// @param status the HTTP status
/// @param code a short word for programs
/// @param field the field that was wrong, empty where no single one was
/// @param value what it held, cut short; empty where it cannot be shown
/// @param rule the rule that was broken, if it counts as a rejection of a prediction
/// @param message what was wrong and what to do, for people
/// @param index the place in a batch, where there is one
/// @param members how many transactions, or labels, are refused with it: a batch is refused as a
///   whole; 1 where the body could not be read far enough to count
record Refusal(
    int status,
    String code,
    String field,
    String value,
    Optional<RejectionRule> rule,
    String message,
    OptionalInt index,
    int members) {
  /// The most of a client's own text that an answer repeats.
  static final int ECHO = 100;

  Refusal {
    field = cut(field);
    value = cut(value);
  }

  /// Carries a refusal from where it was found to where it is answered.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      // No stack trace: this is an answer, not a fault.
      super(refusal.message(), null, false, false);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /// An answer that no rule of a prediction stands behind.
  static Refusal plain(int status, String code, String message) {
    return new Refusal(status, code, "", "", Optional.empty(), message, OptionalInt.empty(), 1);
  }

  /// JSON that cannot be read, or of the wrong shape.
  static Refusal malformed(String code, String field, String message) {
    return new Refusal(
        400,
        code,
        field,
        "",
        Optional.of(RejectionRule.MALFORMED),
        message,
        OptionalInt.empty(),
        1);
  }

  static Refusal tooLarge(String code, String message) {
    return new Refusal(
        413, code, "", "", Optional.of(RejectionRule.TOO_LARGE), message, OptionalInt.empty(), 1);
  }

  /// A broken rule of the schema.
  static Refusal of(Violation violation, String value) {
    String field = cut(violation.feature());
    return broken(
        RejectionRule.of(violation.rule()), field, value, field + " " + violation.message());
  }

  static Refusal broken(RejectionRule rule, String field, String value, String message) {
    return new Refusal(
        422, "invalid_value", field, value, Optional.of(rule), message, OptionalInt.empty(), 1);
  }

  /// The same, found at this place of a batch.
  Refusal at(int place) {
    return new Refusal(status, code, field, value, rule, message, OptionalInt.of(place), members);
  }

  /// The same, with so many members refused.
  Refusal ofMembers(int count) {
    return new Refusal(status, code, field, value, rule, message, index, count);
  }

  Refused asException() {
    return new Refused(this);
  }

  private static String cut(String text) {
    return text.length() <= ECHO ? text : text.substring(0, ECHO);
  }
}
