package io.evenkeel.incident;

import java.util.Locale;

/// What a model that serves on costs: the value of fraud that passes it unflagged.
public sealed interface MoneyAtRisk {
  /// A rate over the rows of a window, in units of the money feature.
  ///
  /// @param version the version that serves
  /// @param missedPerHour value of fraud an hour that it does not flag, at least 0
  /// @param scoredPerHour value an hour of all that it scores, at least 0
  /// @param trafficShare its share of the rows of the window, 0 to 1
  /// @param unit of the money feature, for instance `INR`
  /// @param frauds mature frauds that the missed value was measured on; 0 where it is estimated
  ///   from the scores, which cannot see fraud that has learned to look harmless
  record Known(
      String version,
      double missedPerHour,
      double scoredPerHour,
      double trafficShare,
      String unit,
      int frauds)
      implements MoneyAtRisk {
    /// Rejects what is no amount and no share.
    public Known {
      if (!(missedPerHour >= 0 && scoredPerHour >= 0 && trafficShare >= 0 && trafficShare <= 1)) {
        throw new IllegalArgumentException(
            "money at risk cannot be %s of %s an hour on a share of %s"
                .formatted(missedPerHour, scoredPerHour, trafficShare));
      }
    }
  }

  /// Nothing can be said.
  ///
  /// @param reason why not
  record Unknown(String reason) implements MoneyAtRisk {}

  /// One sentence for people, without a full stop.
  default String describe() {
    return switch (this) {
      case Known known ->
          String.format(
              Locale.ROOT,
              "about %,.0f %s of fraud an hour pass %s unflagged, %s, of %,.0f %s an hour that it"
                  + " scores (%.0f %% of the traffic)",
              known.missedPerHour(),
              known.unit(),
              known.version(),
              known.frauds() == 0
                  ? "estimated from its scores"
                  : "measured on %d frauds".formatted(known.frauds()),
              known.scoredPerHour(),
              known.unit(),
              100 * known.trafficShare());
      case Unknown(String reason) -> "the money at risk is not known: " + reason;
    };
  }
}
