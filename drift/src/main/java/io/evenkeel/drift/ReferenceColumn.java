package io.evenkeel.drift;

import java.util.OptionalDouble;

/// One feature of a reference, prepared for comparisons.
///
/// Immutable and safe for use by many threads.
final class ReferenceColumn {
  /// A feature that lacks more of its values than this share of the usual gets the limit of a
  /// window of as many rows as it has values.
  private static final double USUAL = 0.9;

  private final Column column;
  private final TestChoice choice;
  private final Sample sample;
  private final Wasserstein wasserstein;

  ReferenceColumn(Column column, Sample sample, TestChoice choice) {
    this.column = column;
    this.choice = choice;
    this.sample = sample;
    this.wasserstein = new Wasserstein(sample);
  }

  Column column() {
    return column;
  }

  Sample sample() {
    return sample;
  }

  /// The distance of samples from the reference, prepared.
  Wasserstein wasserstein() {
    return wasserstein;
  }

  /// How the feature would be judged in a window.
  Rule rule(Sample current) {
    return Rule.of(column, choice, sample.moreDistinctThan(Rule.FEW_VALUES, current));
  }

  /// Judges the feature.
  ///
  /// @param current its values in the window
  /// @param rows rows of the window
  /// @param minimum the least number of values on either side to say anything
  /// @param limits how far the nominal limits are to be scaled
  FeatureDrift compare(Sample current, int rows, int minimum, LimitScale limits) {
    Rule rule = rule(current);
    int fewer = Math.min(sample.size(), current.size());
    if (rows < minimum || fewer < minimum) {
      Verdict verdict = new Verdict.NotEnoughData(fewer, minimum);
      return found(rule, rule.threshold(), verdict, current);
    }
    double score = score(rule, current);
    double limit = limits.limit(rule, likeRows(current, rows));
    if (!rule.test().drifted(score, limit)) {
      return found(rule, limit, new Verdict.Stable(score), current);
    }
    OptionalDouble reached = limits.secondLook(rule, sample, current, score);
    return reached.isEmpty()
        ? found(rule, limit, new Verdict.Drifted(score), current)
        : found(rule, Math.nextUp(reached.getAsDouble()), new Verdict.Stable(score), current);
  }

  private double score(Rule rule, Sample current) {
    // The reference's sums are at hand; the general way would take them anew.
    return rule.test() == DriftTest.WASSERSTEIN
        ? wasserstein.score(current)
        : rule.score(sample, current);
  }

  private FeatureDrift found(Rule rule, double limit, Verdict verdict, Sample current) {
    return new FeatureDrift(
        column.name(), rule.test(), limit, verdict, sample.size(), current.size());
  }

  /// The rows of a window of which this feature would usually have so many values.
  private int likeRows(Sample current, int rows) {
    double present = 1 - sample.missingShare();
    return current.size() >= USUAL * rows * present
        ? rows
        : Math.min(rows, (int) (current.size() / present));
  }
}
