package io.evenkeel.model;

import java.util.Optional;
import java.util.OptionalInt;

/// Champion and challenger on the same labelled rows, in every figure that a promotion looks at.
///
/// | figure | interval of the difference |
/// |---|---|
/// | ROC-AUC | DeLong's paired test ([PairedComparison]) |
/// | PR-AUC, recall at a fixed false-positive rate, cost | stratified paired bootstrap, percentiles |
/// | share flagged, recall at the decision threshold | none: stated as counted |
public sealed interface HoldoutComparison {
  /// Measured.
  ///
  /// @param positives rows with a true label
  /// @param negatives rows with a false label
  /// @param rocAuc area under the ROC curve
  /// @param prAuc average precision
  /// @param falsePositiveRate the rate at which `recall` is stated
  /// @param recall the highest recall at a false-positive rate that is not above that
  /// @param cost cost of a thousand payments, lower is better; empty when the schema has no money
  /// @param champion the champion at its decision threshold
  /// @param challenger the challenger at its decision threshold
  record Measured(
      int positives,
      int negatives,
      PairedDifference rocAuc,
      PairedDifference prAuc,
      double falsePositiveRate,
      PairedDifference recall,
      Optional<PairedDifference> cost,
      OperatingPoint champion,
      OperatingPoint challenger)
      implements HoldoutComparison {
    /// The share of positives, 0 to 1.
    public double positiveShare() {
      return (double) positives / (positives + negatives);
    }
  }

  /// Too few positives, or too few negatives, to compare.
  ///
  /// @param seen the smaller of the two numbers
  /// @param needed how many of each it takes
  record NotEnoughData(int seen, int needed) implements HoldoutComparison {}

  /// One of the two models.
  ///
  /// @param scores its scores of the rows, without NaN; handed over
  /// @param threshold its decision threshold
  @SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
  record Contestant(double[] scores, double threshold) {}

  /// How to compare.
  ///
  /// @param needed the least number of positives, and of negatives, at least 2
  /// @param falsePositiveRate the rate at which recall is compared, above 0 and below 1
  /// @param cost what decisions cost
  /// @param repeats draws of the bootstrap, at least 100
  /// @param seed of the draws
  record Plan(int needed, double falsePositiveRate, CostMatrix cost, int repeats, long seed) {
    /// Rejects values out of range.
    public Plan {
      if (needed < 2) {
        throw new IllegalArgumentException("at least 2 of each class are needed, asked " + needed);
      }
      if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
        throw new IllegalArgumentException(
            "the false-positive rate must be above 0 and below 1, was " + falsePositiveRate);
      }
      if (repeats < 100) {
        throw new IllegalArgumentException(
            "the bootstrap takes at least 100 repeats, asked " + repeats);
      }
    }
  }

  /// Compares.
  ///
  /// @param rows the labelled rows
  /// @param champion the champion's scores of these rows
  /// @param challenger the challenger's scores of these rows
  /// @throws IllegalArgumentException when a number of scores is another, or a score is NaN
  static HoldoutComparison of(
      LabelledTable rows, Contestant champion, Contestant challenger, Plan plan) {
    ScoredLabels before = new ScoredLabels(champion.scores(), rows.labels());
    ScoredLabels after = new ScoredLabels(challenger.scores(), rows.labels());
    return switch (PairedComparison.of(before, after, plan.needed())) {
      case PairedComparison.NotEnoughData(_, int needed) ->
          new NotEnoughData(Math.min(before.positives(), before.negatives()), needed);
      case PairedComparison.Measured rocAuc -> {
        OptionalInt money = plan.cost().position(rows.features().schema());
        double[] amounts =
            money.isPresent() ? rows.features().column(money.getAsInt()) : new double[rows.rows()];
        WeightedRanking of =
            new WeightedRanking(
                before, plan.cost().perThousand(before, champion.threshold(), amounts));
        WeightedRanking against =
            new WeightedRanking(
                after, plan.cost().perThousand(after, challenger.threshold(), amounts));
        StratifiedBootstrap.Intervals intervals =
            new StratifiedBootstrap(rows.labels())
                .run(of, against, plan.falsePositiveRate(), plan.repeats(), plan.seed());
        WeightedRanking.Figures one = of.figures(plan.falsePositiveRate());
        WeightedRanking.Figures other = against.figures(plan.falsePositiveRate());
        yield new Measured(
            rocAuc.positives(),
            rocAuc.negatives(),
            PairedDifference.of(rocAuc),
            difference(one.prAuc(), other.prAuc(), intervals.prAuc()),
            plan.falsePositiveRate(),
            difference(one.recall(), other.recall(), intervals.recall()),
            money.isPresent()
                ? Optional.of(difference(one.cost(), other.cost(), intervals.cost()))
                : Optional.empty(),
            OperatingPoint.of(before, champion.threshold()),
            OperatingPoint.of(after, challenger.threshold()));
      }
    };
  }

  private static PairedDifference difference(
      double champion, double challenger, StratifiedBootstrap.Interval interval) {
    return new PairedDifference(champion, challenger, interval.lower(), interval.upper());
  }
}
