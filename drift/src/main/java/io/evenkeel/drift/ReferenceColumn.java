package io.evenkeel.drift;

/// One feature of a reference, prepared for comparisons.
///
/// Immutable and safe for use by many threads.
final class ReferenceColumn {
  /// From this distance on a feature counts as drifted: Evidently's default for both tests.
  private static final double THRESHOLD = 0.1;

  /// Numeric features with at most so many distinct values are judged as categories.
  private static final int FEW_VALUES = 5;

  private final Column column;
  private final Sample sample;
  private final Wasserstein wasserstein;

  ReferenceColumn(Column column, double[] values) {
    this.column = column;
    this.sample = Sample.of(values, values.length);
    this.wasserstein = new Wasserstein(sample);
  }

  Column column() {
    return column;
  }

  Sample sample() {
    return sample;
  }

  /// Judges the feature.
  ///
  /// @param current its values in the window
  /// @param minimum the least number of values on either side to say anything
  /// @param enoughRows whether the window as a whole has enough rows
  FeatureDrift compare(Sample current, int minimum, boolean enoughRows) {
    DriftTest test = choose(current);
    int fewer = Math.min(sample.size(), current.size());
    Verdict verdict =
        enoughRows && fewer >= minimum
            ? judge(score(test, current))
            : new Verdict.NotEnoughData(fewer, minimum);
    return new FeatureDrift(column.name(), test, THRESHOLD, verdict, sample.size(), current.size());
  }

  private DriftTest choose(Sample current) {
    return switch (column) {
      case Column.Numeric _ when sample.moreDistinctThan(FEW_VALUES, current) ->
          DriftTest.WASSERSTEIN;
      case Column.Numeric _, Column.Categorical _ -> DriftTest.JENSEN_SHANNON;
    };
  }

  private double score(DriftTest test, Sample current) {
    return switch (test) {
      case WASSERSTEIN -> wasserstein.score(current);
      case JENSEN_SHANNON -> JensenShannon.distance(sample, current);
    };
  }

  private static Verdict judge(double score) {
    return score >= THRESHOLD ? new Verdict.Drifted(score) : new Verdict.Stable(score);
  }
}
