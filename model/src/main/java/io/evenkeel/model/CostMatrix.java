package io.evenkeel.model;

import java.util.OptionalInt;

/// What a decision costs, in the unit of the money feature (rupees in the UPI schema). An honest
/// payment that passes costs nothing.
///
/// | | flagged | passed |
/// |---|---|---|
/// | fraud | `caughtFraud` | `missedShare` of the amount |
/// | honest | `falseAlarm` | 0 |
///
/// The cost of a model is the mean over the rows, times 1,000: of a thousand payments.
///
/// @param amount the name of the feature that holds the money; where the schema has none of that
///   name, cost is not measured
/// @param missedShare the part of the amount that is lost with a fraud that passes, 0 to 1
/// @param falseAlarm what it costs to flag an honest payment, not negative
/// @param caughtFraud what it costs to handle a fraud that was flagged, not negative
public record CostMatrix(String amount, double missedShare, double falseAlarm, double caughtFraud) {
  /// Payments that a cost is stated for.
  static final int PAYMENTS = 1000;

  /// Rejects costs out of range.
  public CostMatrix {
    if (amount.isBlank()) {
      throw new IllegalArgumentException("the money feature of the cost matrix needs a name");
    }
    if (!(missedShare >= 0 && missedShare <= 1)) {
      throw new IllegalArgumentException(
          "the lost share of a missed fraud must be 0 to 1, was " + missedShare);
    }
    notNegative("a false alarm", falseAlarm);
    notNegative("a caught fraud", caughtFraud);
  }

  /// The feature `amount`: all of a missed fraud is lost, a false alarm costs 50, a caught fraud
  /// 10.
  public static CostMatrix defaults() {
    return new CostMatrix("amount", 1, 50, 10);
  }

  /// Where the money stands in a row; empty when the schema has no such feature.
  public OptionalInt position(FeatureSchema schema) {
    return schema.position(amount);
  }

  /// The cost of each row, times 1,000. A missing amount counts as 0.
  ///
  /// @param amounts the money of each row
  double[] perThousand(ScoredLabels rows, double threshold, double[] amounts) {
    double[] costs = new double[rows.rows()];
    for (int row = 0; row < costs.length; row++) {
      boolean flagged = rows.scores()[row] >= threshold;
      costs[row] = PAYMENTS * cost(rows.labels()[row], flagged, amounts[row]);
    }
    return costs;
  }

  private double cost(boolean fraud, boolean flagged, double money) {
    if (fraud) {
      return flagged ? caughtFraud : missedShare * (Double.isNaN(money) ? 0 : money);
    }
    return flagged ? falseAlarm : 0;
  }

  private static void notNegative(String what, double cost) {
    if (!(cost >= 0 && Double.isFinite(cost))) {
      throw new IllegalArgumentException("the cost of " + what + " must be 0 or more, was " + cost);
    }
  }
}
