package io.evenkeel.report;

import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.RealisedPerformance;
import java.util.Optional;

/// How well the model does, as far as it can be known.
///
/// @param reference measured on the reference
/// @param estimated estimated on the current rows from their scores alone
/// @param realised measured on the current rows that have labels
public record Performance(
    Optional<RealisedPerformance> reference,
    Optional<EstimatedPerformance> estimated,
    Optional<RealisedPerformance> realised) {
  /// Nothing is known.
  public static Performance unknown() {
    return new Performance(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether anything is known of the current rows.
  boolean known() {
    return estimated.isPresent() || realised.isPresent();
  }
}
