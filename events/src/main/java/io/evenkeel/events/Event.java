package io.evenkeel.events;

import io.evenkeel.model.Rule;
import java.time.Instant;

/// Something that happened at the door of the model.
public sealed interface Event {
  /// When it was written; strictly increasing within one log.
  Instant time();

  /// A transaction that was scored.
  ///
  /// @param time when it was written
  /// @param transactionId the client's id, or a generated one
  /// @param version the version that scored it
  /// @param features the values in the order of the schema, NaN where missing; not to be written to
  /// @param probability the score, 0 to 1
  /// @param fraud whether the score reached the decision threshold
  /// @param passThrough whether the caller had drawn the transaction by lot, before it was scored,
  ///   to let it pass whatever its score; only so the truth of flagged rows becomes known
  /// @param client who sent it, as it called itself; empty where it did not
  @SuppressWarnings("ArrayRecordComponent") // a row of a table, handed over
  record Prediction(
      Instant time,
      String transactionId,
      String version,
      double[] features,
      double probability,
      boolean fraud,
      boolean passThrough,
      String client)
      implements Event {
    /// A transaction that was not drawn to pass, of a client that did not name itself.
    public Prediction(
        Instant time,
        String transactionId,
        String version,
        double[] features,
        double probability,
        boolean fraud) {
      this(time, transactionId, version, features, probability, fraud, false, "");
    }
  }

  /// A request that broke a rule. Never holds the payload.
  ///
  /// @param time when it was written
  /// @param rule the rule, or the reason for which the whole request was unreadable
  /// @param feature the feature, empty where no known one was to blame
  /// @param client who sent it, as it called itself; empty where it did not
  record Rejection(Instant time, RejectionRule rule, String feature, String client)
      implements Event {
    /// A request of a client that did not name itself.
    public Rejection(Instant time, RejectionRule rule, String feature) {
      this(time, rule, feature, "");
    }
  }

  /// What a transaction turned out to be.
  ///
  /// @param time when it was written
  /// @param transactionId the transaction
  /// @param fraud the truth as reported
  record Label(Instant time, String transactionId, boolean fraud) implements Event {}

  /// How many values fell into which bin: what one server counted of one version since it last
  /// wrote such a line. A row is counted in one slice only.
  ///
  /// The log does not know what the counts mean; who reads them compares `bins` with its own.
  ///
  /// @param time when it was written
  /// @param version the version that scored the rows
  /// @param bins names the bins that were counted into, not empty
  /// @param slice the number of the slice of time that had ended, counted from 1970
  /// @param rows rows that were counted
  /// @param repeated rows that were not, as they repeat others
  /// @param counts numbers that only who knows the bins can read; not to be written to
  @SuppressWarnings("ArrayRecordComponent") // counts, handed over
  record Slice(
      Instant time,
      String version,
      String bins,
      long slice,
      long rows,
      long repeated,
      long[] counts)
      implements Event {}

  /// An event that does not know its time yet; the log gives it one.
  @FunctionalInterface
  interface Draft {
    /// The event at that time.
    Event at(Instant time);
  }

  /// Why a request was refused: a rule of the schema, or a request that could not be read at all.
  enum RejectionRule {
    /// See [Rule#MISSING].
    MISSING,
    /// See [Rule#UNKNOWN_FIELD].
    UNKNOWN_FIELD,
    /// See [Rule#NOT_A_NUMBER].
    NOT_A_NUMBER,
    /// See [Rule#NOT_WHOLE].
    NOT_WHOLE,
    /// See [Rule#OUT_OF_RANGE].
    OUT_OF_RANGE,
    /// See [Rule#UNKNOWN_CATEGORY].
    UNKNOWN_CATEGORY,
    /// Not JSON, a duplicate key, or JSON of the wrong shape.
    MALFORMED,
    /// Larger than the limit.
    TOO_LARGE;

    /// The same rule under this name.
    public static RejectionRule of(Rule rule) {
      return valueOf(rule.name());
    }
  }
}
