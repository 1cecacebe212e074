package io.evenkeel.drift;

import java.util.Optional;

/// The score of a pair of samples by any test.
///
/// Neither sample may be empty. Two samples that are one and the same constant do not differ by any
/// test: distance 0, p-value 1. A test that has no answer for the pair, such as Epps-Singleton when
/// the middle half of all values is one value, answers NaN.
///
/// Costs O(n + m) beyond the sorting in [Sample], except `ks` (O(n m) up to 10,000 values when n
/// and m differ), `TVD` (O(1000 (n + m))) and `empirical_mmd` (O(100 (n + m)^2)).
final class Scores {
  private Scores() {}

  /// The number that Evidently would print.
  ///
  /// @param seed of the permutations of [DriftTest#MMD], which Evidently does not seed
  static double parity(DriftTest test, Column column, Sample reference, Sample current, long seed) {
    Table table = Table.of(reference, current);
    if (sizesDiffer(test, table)) {
      return Double.NaN;
    }
    if (table.rows() == 1) {
      return none(test);
    }
    if (missing(test, table).isPresent()) {
      return Double.NaN;
    }
    return switch (test) {
      case CHI_SQUARE -> CountTests.chiSquare(table);
      case G_TEST -> CountTests.likelihoodRatio(table);
      case TOTAL_VARIATION -> TotalVariation.parity(table, reference, current);
      case MANN_WHITNEY -> MannWhitney.above(table);
      case MMD -> MaximumMeanDiscrepancy.parity(reference, current, seed);
      case JENSEN_SHANNON, PSI, KL_DIVERGENCE, HELLINGER ->
          binned(test, column, reference, current, true);
      case KS, WASSERSTEIN, Z, ANDERSON, CRAMER_VON_MISES, T_TEST ->
          alike(test, reference, current, table);
      case EPPS_SINGLETON, ENERGY, FISHER_EXACT -> alike(test, reference, current, table);
    };
  }

  /// The number to decide by: as [#parity], but `chisquare`, `g_test` and `fisher_exact` take the
  /// reference as a sample of any size like the other, `mannw` looks to both sides, the p-values of
  /// permutation tests are never 0, and whole numbers are binned like all others.
  ///
  /// @param seed of the permutations of [DriftTest#TOTAL_VARIATION] and [DriftTest#MMD]
  static double twoSample(
      DriftTest test, Column column, Sample reference, Sample current, long seed) {
    Table table = Table.of(reference, current);
    if (table.rows() == 1) {
      return none(test);
    }
    if (missing(test, table).isPresent()) {
      return Double.NaN;
    }
    return switch (test) {
      case CHI_SQUARE -> CountTests.chiSquareOfTwo(table);
      case G_TEST -> CountTests.likelihoodRatioOfTwo(table);
      case TOTAL_VARIATION -> TotalVariation.pValue(table, seed);
      case MANN_WHITNEY -> MannWhitney.twoSided(table);
      case MMD -> MaximumMeanDiscrepancy.pValue(reference, current, seed);
      case JENSEN_SHANNON, PSI, KL_DIVERGENCE, HELLINGER ->
          binned(test, column, reference, current, false);
      case KS, WASSERSTEIN, Z, ANDERSON, CRAMER_VON_MISES, T_TEST ->
          alike(test, reference, current, table);
      case EPPS_SINGLETON, ENERGY, FISHER_EXACT -> alike(test, reference, current, table);
    };
  }

  /// Why Evidently's form of the test has no answer for these samples; empty when it has one.
  static Optional<String> obstacle(DriftTest test, Table table) {
    if (sizesDiffer(test, table)) {
      return Optional.of(
          "%s needs samples of one size; there are %d values in the reference and %d now"
              .formatted(test.code(), table.n(), table.m()));
    }
    return missing(test, table);
  }

  private static boolean sizesDiffer(DriftTest test, Table table) {
    boolean sameSize = test == DriftTest.FISHER_EXACT || test == DriftTest.G_TEST;
    return sameSize && table.n() != table.m();
  }

  /// Why no form of the test has an answer for these samples; empty when one has.
  private static Optional<String> missing(DriftTest test, Table table) {
    return switch (test) {
      case FISHER_EXACT ->
          unless(
              table.rows() <= 2,
              "fisher_exact needs two categories at most; there are " + table.rows());
      case EPPS_SINGLETON ->
          atLeast(5, test, table)
              .or(() ->
                  unless(
                      EppsSingleton.interquartileRange(table) > 0,
                      "es needs an interquartile range above 0 of both samples together"));
      case CRAMER_VON_MISES, MMD -> atLeast(2, test, table);
      case ANDERSON -> unless(table.total() >= 4, "anderson needs four values together, at least");
      case T_TEST -> unless(table.total() >= 3, "t_test needs three values together, at least");
      case KS,
          WASSERSTEIN,
          JENSEN_SHANNON,
          PSI,
          KL_DIVERGENCE,
          CHI_SQUARE,
          Z,
          HELLINGER,
          TOTAL_VARIATION,
          ENERGY,
          MANN_WHITNEY,
          G_TEST ->
          Optional.empty();
    };
  }

  private static Optional<String> atLeast(int least, DriftTest test, Table table) {
    return unless(
        Math.min(table.n(), table.m()) >= least,
        "%s needs %d values on each side; there are %d in the reference and %d now"
            .formatted(test.code(), least, table.n(), table.m()));
  }

  private static Optional<String> unless(boolean held, String why) {
    return held ? Optional.empty() : Optional.of(why);
  }

  /// The score of no difference.
  private static double none(DriftTest test) {
    return switch (test.scale()) {
      case DISTANCE -> 0;
      case P_VALUE -> 1;
    };
  }

  private static double binned(
      DriftTest test, Column column, Sample reference, Sample current, boolean asNumpy) {
    if (test == DriftTest.HELLINGER) {
      return Divergence.hellinger(column, reference, current, asNumpy);
    }
    Shares shares = Shares.of(column, reference, current, asNumpy);
    if (test == DriftTest.PSI) {
      return Divergence.stability(shares);
    }
    return test == DriftTest.KL_DIVERGENCE
        ? Divergence.kullbackLeibler(shares)
        : JensenShannon.distance(shares);
  }

  /// The tests that are the same in parity as in decisions.
  private static double alike(DriftTest test, Sample reference, Sample current, Table table) {
    return switch (test) {
      case KS -> KolmogorovSmirnov.pValue(table);
      case WASSERSTEIN -> new Wasserstein(reference).score(current);
      case ENERGY -> Divergence.energy(table);
      case Z -> CountTests.proportions(table);
      case FISHER_EXACT -> CountTests.fisher(table);
      case ANDERSON -> AndersonDarling.pValue(table);
      case CRAMER_VON_MISES -> CramerVonMises.pValue(table);
      case T_TEST -> StudentTest.pValue(table);
      case EPPS_SINGLETON -> EppsSingleton.pValue(table);
      case JENSEN_SHANNON, PSI, KL_DIVERGENCE, HELLINGER ->
          throw new IllegalArgumentException(test + " is taken in bins");
      case CHI_SQUARE, G_TEST, TOTAL_VARIATION, MANN_WHITNEY, MMD ->
          throw new IllegalArgumentException(test + " has two forms");
    };
  }
}
