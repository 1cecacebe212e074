package io.evenkeel.scenarios;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.events.LabelledPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What decisions were worth on the rows whose label is known. Amounts are in the unit of the money
/// feature, and 0 where there is none.
///
/// @param labelled rows with a label
/// @param frauds frauds among them
/// @param caught frauds that were flagged
/// @param falseAlarms honest rows that were flagged
/// @param caughtAmount sum of the caught frauds
/// @param missedAmount sum of the frauds that were not flagged
/// @param heldUpAmount sum of the honest rows that were flagged
public record ReplayMoney(
    long labelled,
    long frauds,
    long caught,
    long falseAlarms,
    double caughtAmount,
    double missedAmount,
    double heldUpAmount) {
  /// Nothing yet.
  static ReplayMoney none() {
    return new ReplayMoney(0, 0, 0, 0, 0, 0, 0);
  }

  /// By the version that served.
  ///
  /// @param until inclusive; rows after it are left out
  /// @param amount the place of the money feature in a row
  static TreeMap<String, ReplayMoney> byVersion(
      EventReader events, Instant from, Instant until, Instant now, OptionalInt amount) {
    TreeMap<String, ReplayMoney> sums = new TreeMap<>();
    LabelRule all = new LabelRule(Duration.ZERO, LabelRule.Silence.UNKNOWN);
    for (LabelledPrediction row : events.labelled(Optional.empty(), from, now, all)) {
      Event.Prediction prediction = row.prediction();
      if (!prediction.time().isAfter(until)) {
        double value = amount.isPresent() ? prediction.features()[amount.getAsInt()] : 0;
        sums.merge(
            prediction.version(),
            one(row.fraud(), prediction.fraud(), Double.isNaN(value) ? 0 : value),
            ReplayMoney::plus);
      }
    }
    return sums;
  }

  /// The two together.
  ReplayMoney plus(ReplayMoney other) {
    return new ReplayMoney(
        labelled + other.labelled,
        frauds + other.frauds,
        caught + other.caught,
        falseAlarms + other.falseAlarms,
        caughtAmount + other.caughtAmount,
        missedAmount + other.missedAmount,
        heldUpAmount + other.heldUpAmount);
  }

  private static ReplayMoney one(boolean fraud, boolean flagged, double value) {
    return new ReplayMoney(
        1,
        fraud ? 1 : 0,
        fraud && flagged ? 1 : 0,
        !fraud && flagged ? 1 : 0,
        fraud && flagged ? value : 0,
        fraud && !flagged ? value : 0,
        !fraud && flagged ? value : 0);
  }
}
