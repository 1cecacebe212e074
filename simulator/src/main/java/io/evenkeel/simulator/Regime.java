package io.evenkeel.simulator;

import java.util.List;
import java.util.Optional;

/// How the world behaves for a while: a quiet day, or a festival of some force.
///
/// A shift of the inputs alone hardly hurts a tree model. What hurts is that honest people begin to
/// look like yesterday's fraud and part of the fraudsters move on to a new pattern; so the stronger
/// regimes do both. Immutable.
///
/// @param name a word that a person can type
/// @param logAmount mean of the logarithm of honest amounts in INR
/// @param nightShare share of rows moved to the hours from 22 to 3
/// @param countMean mean number of payments in the last hour of an honest sender, above 0
/// @param deviceShift how far the device mix has moved towards web and POS, 0 to 1
/// @param newSenderShare share of additional senders that are 1 to 89 days old
/// @param newFraudShare share of fraud that follows the new pattern
public record Regime(
    String name,
    double logAmount,
    double nightShare,
    double countMean,
    double deviceShift,
    double newSenderShare,
    double newFraudShare) {
  private static final double QUIET_LOG_AMOUNT = 8.5;
  private static final double QUIET_COUNT_MEAN = 1.3;

  /// Rejects a share outside 0 to 1, a mean that is not above 0 and a blank name.
  public Regime {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a regime needs a name");
    }
    requireShare("nightShare", nightShare);
    requireShare("deviceShift", deviceShift);
    requireShare("newSenderShare", newSenderShare);
    requireShare("newFraudShare", newFraudShare);
    if (!(countMean > 0 && countMean <= 30)) {
      throw new IllegalArgumentException("countMean must be above 0 and at most 30: " + countMean);
    }
    // Amounts are redrawn until they fit the schema: a mean far outside would redraw for ever.
    if (!(logAmount >= 3 && logAmount <= 12)) {
      throw new IllegalArgumentException("logAmount must be 3 to 12, was " + logAmount);
    }
  }

  /// The world that the first model learns.
  public static Regime quiet() {
    return new Regime("quiet", QUIET_LOG_AMOUNT, 0, QUIET_COUNT_MEAN, 0, 0, 0);
  }

  /// People pay later in the day; nothing else changes. One feature drifts, the model holds.
  public static Regime low() {
    return new Regime("low", QUIET_LOG_AMOUNT, .22, QUIET_COUNT_MEAN, 0, 0, 0);
  }

  /// A smaller festival: larger amounts, more payments, later, and a quarter of the fraud is new.
  public static Regime medium() {
    return new Regime("medium", 9.1, .30, 2.34, 0, 0, .25);
  }

  /// The festival: amounts 3.5 times as large, new devices and new senders, half of the fraud new.
  public static Regime high() {
    return new Regime("high", 9.75, .50, 3.38, .6, .30, .50);
  }

  /// The regimes with a name, weakest first.
  public static List<Regime> all() {
    return List.of(quiet(), low(), medium(), high());
  }

  /// The regime that a person names: `quiet` or `off`, `low`, `medium`, `high`.
  public static Optional<Regime> named(String name) {
    String wanted = name.equals("off") ? "quiet" : name;
    return all().stream().filter(regime -> regime.name().equals(wanted)).findFirst();
  }

  /// How much the mean of the logarithm of honest amounts has grown since the quiet days.
  double amountShift() {
    return logAmount - QUIET_LOG_AMOUNT;
  }

  /// How much the mean number of payments has grown since the quiet days, as a share of it.
  double countGrowth() {
    return countMean / QUIET_COUNT_MEAN - 1;
  }

  private static void requireShare(String what, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(what + " must be 0 to 1, was " + share);
    }
  }
}
