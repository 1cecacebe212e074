package io.evenkeel.console;

import java.time.Instant;

/// What an incident had in its reach: the requests that were scored from its onset until the
/// champion was last changed because of it, or until it ended.
public sealed interface Impact {
  /// It is known.
  ///
  /// @param from the onset, or the report that detected it
  /// @param until the last change of the champion, the end, or the present
  /// @param whole whether all requests of that time were looked at, not only the first
  /// @param requests requests that were scored; one that was sent again counts again
  /// @param flagged of these, called fraud
  /// @param caught labelled as fraud so far, and called so
  /// @param missed labelled as fraud so far, and not called so
  /// @param money the same in money
  record Measured(
      Instant from,
      Instant until,
      boolean whole,
      long requests,
      long flagged,
      long caught,
      long missed,
      Money money)
      implements Impact {}

  /// It is not known.
  ///
  /// @param reason why
  record Unknown(String reason) implements Impact {}

  /// Sums of money.
  sealed interface Money {
    /// The schema has a feature that is money.
    ///
    /// @param unit what it is counted in; may be empty
    /// @param scored of all requests
    /// @param flagged of those called fraud
    /// @param caught of the labelled frauds that were called so
    /// @param missed of the labelled frauds that were not
    /// @param estimatedMissed `missed`, and of what was not called fraud and has no label yet each
    ///   amount times its score
    record Counted(
        String unit,
        double scored,
        double flagged,
        double caught,
        double missed,
        double estimatedMissed)
        implements Money {}

    /// The schema has none.
    record None() implements Money {}
  }
}
