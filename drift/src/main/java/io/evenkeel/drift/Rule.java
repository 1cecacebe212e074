package io.evenkeel.drift;

/// How a feature is judged: by which test, and from which nominal limit on.
///
/// @param column the feature
/// @param test the test
/// @param threshold the nominal limit, in the unit of the score
/// @param cost what many draws of it cost
record Rule(Column column, DriftTest test, double threshold, Cost cost) {
  /// Numeric features with at most so many distinct values are judged as categories.
  static final int FEW_VALUES = 5;

  /// A p-value of 0 is one too small for a double.
  private static final double LEAST_P = 1e-300;

  /// The seed of tests that permute rows.
  private static final long SEED = 1;

  /// What a test costs in many draws, and so where its limit comes from.
  enum Cost {
    /// [Calibration#draws] draws.
    QUICK,
    /// [Calibration#tailDraws] draws and a fitted tail.
    ORDERED,
    /// No draws: its p-value holds for any law and size, and is dear, because the test counts paths
    /// or permutes rows itself.
    EXACT
  }

  /// The rule for a column: what the choice names, else Wasserstein for numbers of many values and
  /// Jensen-Shannon for all else, whatever the size of the reference.
  ///
  /// @param manyValues whether there are more than [#FEW_VALUES] distinct ones
  static Rule of(Column column, TestChoice choice, boolean manyValues) {
    DriftTest byRule =
        switch (column) {
          case Column.Numeric _ when manyValues -> DriftTest.WASSERSTEIN;
          case Column.Numeric _, Column.Categorical _ -> DriftTest.JENSEN_SHANNON;
        };
    DriftTest test = choice.test(column, byRule);
    return new Rule(column, test, choice.threshold(column, test), cost(column, test, manyValues));
  }

  private static Cost cost(Column column, DriftTest test, boolean manyValues) {
    return switch (test) {
      case WASSERSTEIN -> Cost.QUICK;
      // Numbers of many values are binned anew for each pair of samples.
      case JENSEN_SHANNON ->
          column instanceof Column.Numeric && manyValues ? Cost.ORDERED : Cost.QUICK;
      case KS, FISHER_EXACT, TOTAL_VARIATION, MMD -> Cost.EXACT;
      case PSI,
          KL_DIVERGENCE,
          CHI_SQUARE,
          Z,
          HELLINGER,
          ANDERSON,
          CRAMER_VON_MISES,
          T_TEST,
          EPPS_SINGLETON,
          ENERGY,
          MANN_WHITNEY,
          G_TEST ->
          Cost.ORDERED;
    };
  }

  /// The least p-value that a test can show: with P permutations `1 / (P + 1)`, and the end of the
  /// table that Anderson and Darling's is read from.
  double leastP() {
    return switch (test) {
      case ANDERSON -> 0.001;
      case TOTAL_VARIATION -> 1 / 1_001.0;
      case MMD -> 1 / 101.0;
      case WASSERSTEIN,
          JENSEN_SHANNON,
          KS,
          PSI,
          KL_DIVERGENCE,
          CHI_SQUARE,
          Z,
          HELLINGER,
          CRAMER_VON_MISES,
          T_TEST,
          EPPS_SINGLETON,
          ENERGY,
          MANN_WHITNEY,
          FISHER_EXACT,
          G_TEST ->
          0;
    };
  }

  /// The score by the two-sample form of the test.
  double score(Sample reference, Sample current) {
    return Scores.twoSample(test, column, reference, current, SEED);
  }

  /// The score over the nominal limit: 1 or more is drift by it. For p-values the ratio of the
  /// logarithms. 0 where the test has no answer.
  double ratio(double score) {
    double ratio =
        switch (test.scale()) {
          case DISTANCE -> score / threshold;
          case P_VALUE -> Math.log(Math.max(score, LEAST_P)) / Math.log(threshold);
        };
    return Double.isNaN(ratio) ? 0 : ratio;
  }

  /// The limit when all ratios may reach `scale`, 1 at least: never laxer than the nominal one.
  double limit(double scale) {
    return switch (test.scale()) {
      case DISTANCE -> threshold * scale;
      case P_VALUE -> Math.pow(threshold, scale);
    };
  }
}
