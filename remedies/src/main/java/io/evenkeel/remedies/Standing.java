package io.evenkeel.remedies;

import java.util.Locale;
import java.util.OptionalDouble;

/// How a version does beside the champion on the rows of today.
sealed interface Standing {
  /// Both scored the same mature labelled rows.
  ///
  /// @param rocAuc ROC-AUC of the version
  /// @param delta how much higher it is than the champion's
  /// @param lower lower end of the 95 % interval of `delta`
  /// @param upper upper end of it
  /// @param frauds frauds among these rows
  record Measured(double rocAuc, double delta, double lower, double upper, int frauds)
      implements Standing {}

  /// Too few labels are mature: ROC-AUC of both on the window is estimated from their scores alone.
  ///
  /// @param rocAuc the estimate of the version
  /// @param lower lower end of its band
  /// @param upper upper end of it
  /// @param champion the estimate of the champion
  /// @param championLower lower end of its band
  record Estimated(double rocAuc, double lower, double upper, double champion, double championLower)
      implements Standing {}

  /// Nothing can be said.
  ///
  /// @param reason why not
  record Unknown(String reason) implements Standing {}

  /// Whether the version is known to do worse than the champion: the whole interval lies below 0,
  /// or the whole band below the champion's. What is not known is not worse.
  default boolean worse() {
    return switch (this) {
      case Measured(_, _, _, double upper, _) -> upper < 0;
      case Estimated(_, _, double upper, _, double championLower) -> upper < championLower;
      case Unknown _ -> false;
    };
  }

  /// Whether the version is measured to do better than the champion.
  default boolean measuredBetter() {
    return switch (this) {
      case Measured(_, _, double lower, _, _) -> lower > 0;
      case Estimated _, Unknown _ -> false;
    };
  }

  /// ROC-AUC, measured or estimated.
  default OptionalDouble rocAucIfKnown() {
    return switch (this) {
      case Measured(double rocAuc, _, _, _, _) -> OptionalDouble.of(rocAuc);
      case Estimated(double rocAuc, _, _, _, _) -> OptionalDouble.of(rocAuc);
      case Unknown _ -> OptionalDouble.empty();
    };
  }

  /// The same in words.
  default String describe() {
    return switch (this) {
      case Measured(double rocAuc, double delta, double lower, double upper, int frauds) ->
          String.format(
              Locale.ROOT,
              "ROC-AUC %.4f measured, %+.4f to the champion (95 %% %+.4f to %+.4f, %d frauds)",
              rocAuc,
              delta,
              lower,
              upper,
              frauds);
      case Estimated(double rocAuc, double lower, double upper, double champion, _) ->
          String.format(
              Locale.ROOT,
              "ROC-AUC %.4f estimated (%.4f to %.4f), the champion's %.4f",
              rocAuc,
              lower,
              upper,
              champion);
      case Unknown(String reason) -> "performance not known: " + reason;
    };
  }
}
