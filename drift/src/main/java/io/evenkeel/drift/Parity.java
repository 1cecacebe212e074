package io.evenkeel.drift;

import io.evenkeel.drift.ParityFeature.Finding;
import io.evenkeel.drift.ParityFeature.NotScored;
import io.evenkeel.drift.ParityFeature.Scored;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Makes the report that Evidently would make.
///
/// The default rule, by n values of the reference and k distinct values of both samples:
///
/// | n | column | k | test |
/// |---|---|---|---|
/// | <= 1000 | numeric | > 5 | `ks` |
/// | <= 1000 | numeric | 3 to 5 | `chisquare` |
/// | <= 1000 | categorical | > 2 | `chisquare` |
/// | <= 1000 | any | <= 2 | `z` |
/// | > 1000 | numeric | > 5 | `wasserstein` |
/// | > 1000 | numeric | <= 5 | `jensenshannon` |
/// | > 1000 | categorical | any | `jensenshannon` |
final class Parity {
  /// The seed that stands for Evidently's unseeded permutations.
  private static final long SEED = 0;

  private static final int SMALL_REFERENCE = 1_000;
  private static final int FEW_VALUES = 5;
  private static final int TWO_VALUES = 2;

  private Parity() {}

  /// @param known what a comparison with the same reference found, in the order of the columns, or
  ///   nothing; its scores are used where they are of the same test
  static ParityReport report(
      List<ReferenceColumn> columns,
      PreparedWindow current,
      TestChoice choice,
      List<FeatureDrift> known) {
    choice.check(columns.stream().map(ReferenceColumn::column).toList());
    List<ParityFeature> features =
        current.forEachColumn(c ->
            new ParityFeature(
                columns.get(c).column().name(),
                finding(
                    columns.get(c),
                    current,
                    c,
                    choice,
                    known.isEmpty() ? OptionalDouble.empty() : wasserstein(known.get(c)))));
    long drifted = features.stream().filter(one -> one.finding().drifted()).count();
    double share = (double) drifted / features.size();
    return new ParityReport(features, share, share >= choice.driftShare());
  }

  /// The score of a comparison by that test, which is the same in both reports.
  private static OptionalDouble wasserstein(FeatureDrift known) {
    return known.test() != DriftTest.WASSERSTEIN
        ? OptionalDouble.empty()
        : switch (known.verdict()) {
          case Verdict.Stable stable -> OptionalDouble.of(stable.score());
          case Verdict.Drifted drifted -> OptionalDouble.of(drifted.score());
          case Verdict.NotEnoughData _ -> OptionalDouble.empty();
        };
  }

  private static Finding finding(
      ReferenceColumn prepared,
      PreparedWindow window,
      int number,
      TestChoice choice,
      OptionalDouble known) {
    Column column = prepared.column();
    Sample reference = prepared.sample();
    Sample current = window.sample(number);
    if (reference.size() == 0) {
      return new NotScored("the reference has no usable value");
    }
    if (current.size() == 0) {
      return new NotScored("the current sample has no usable value");
    }
    DriftTest test = choice.test(column, byRule(column, reference, current));
    double threshold = choice.threshold(column, test);
    // The reference's sums are at hand; the general way would take them anew.
    double score =
        test == DriftTest.WASSERSTEIN
            ? known.orElseGet(() -> prepared.wasserstein().score(current))
            : Scores.parity(test, column, reference, inOrder(test, window, number), SEED);
    if (Double.isNaN(score)) {
      Optional<String> obstacle = Scores.obstacle(test, Table.of(reference, current));
      return new NotScored(obstacle.orElse(test.code() + " has no answer for these samples"));
    }
    return new Scored(test, threshold, score, test.drifted(score, threshold));
  }

  /// The one test that shuffles the categories of a column needs them in the order they came in,
  /// which costs more than sorting them.
  private static Sample inOrder(DriftTest test, PreparedWindow window, int number) {
    return test == DriftTest.TOTAL_VARIATION
            && window.columns().get(number) instanceof Column.Categorical
        ? Sample.inOrder(window.values()[number], window.rows())
        : window.sample(number);
  }

  private static DriftTest byRule(Column column, Sample reference, Sample current) {
    boolean numeric = column instanceof Column.Numeric;
    boolean many = numeric && reference.moreDistinctThan(FEW_VALUES, current);
    if (reference.size() > SMALL_REFERENCE) {
      return many ? DriftTest.WASSERSTEIN : DriftTest.JENSEN_SHANNON;
    }
    if (many) {
      return DriftTest.KS;
    }
    return reference.moreDistinctThan(TWO_VALUES, current) ? DriftTest.CHI_SQUARE : DriftTest.Z;
  }
}
