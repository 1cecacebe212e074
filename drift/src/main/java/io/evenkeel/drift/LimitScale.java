package io.evenkeel.drift;

import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/// The limits in effect for one window.
///
/// @param calibration how they are found
/// @param features how many features are judged together
/// @param scale by how much nominal limits are scaled, for so many rows; 1 or more
record LimitScale(Calibration calibration, int features, IntToDoubleFunction scale) {
  /// The limit of a feature.
  ///
  /// A p-value that holds for any law needs no draws: its limit is the false-alarm rate over the
  /// number of features, beside the rate that the features with drawn limits share.
  ///
  /// Where the least p-value that a test can show (the permutations end at 1/1,001 or 1/101, the
  /// table of Anderson and Darling at 0.001) is above the limit, that p-value counts as drift: the
  /// test can then flag at all, but at a rate of that p-value a feature.
  double limit(Rule rule, int rows) {
    if (!calibration.wanted()) {
      return rule.threshold();
    }
    double limit =
        switch (rule.cost()) {
          case QUICK, ORDERED -> rule.limit(scale.applyAsDouble(rows));
          case EXACT -> Math.min(rule.threshold(), calibration.rate() / features);
        };
    return switch (rule.test().scale()) {
      case DISTANCE -> limit;
      case P_VALUE -> Math.min(rule.threshold(), Math.max(limit, Math.nextUp(rule.leastP())));
    };
  }

  /// A score that one law reached although it is beyond the limit, or nothing.
  OptionalDouble secondLook(Rule rule, Sample reference, Sample current, double score) {
    return calibration.wanted() && rule.cost() == Rule.Cost.QUICK
        ? SharedLaw.reaches(
            rule, reference, current, score, calibration.rate() / features, calibration.seed())
        : OptionalDouble.empty();
  }
}
