package io.evenkeel.drift;

import java.util.Arrays;
import java.util.OptionalDouble;

/// A second look at a score beyond its limit: could two samples of one law score as much?
///
/// Limits come from the reference's rows, which cannot show values larger than the reference holds.
/// Where tails are heavy, a few rows of a quiet window lie beyond all of the reference now and
/// then, and a distance that weighs them by their size exceeds any such limit. Whether rows that
/// are mixed over both samples at random score as much is then the question, and its answer holds
/// for every law, because under "no drift" the rows are exchangeable.
///
/// 1. If the largest gap D of the two distribution functions is more than one law allows, the
///    answer is no. By the inequality of Dvoretzky, Kiefer and Wolfowitz with Massart's constant
///    for either sample, `P(D >= d) <= 4 exp(-2 d^2 n m / (sqrt n + sqrt m)^2)`, which costs
///    nothing; where that is not enough, by the exact law of D for two samples without ties, which
///    holds as a bound with ties too ([KolmogorovSmirnov#bound]).
/// 2. If the mean rank of the smaller sample is further from the middle than one law allows, the
///    answer is no ([#likelihoodOfRanks]).
/// 3. Otherwise rows are mixed over both sides until one mix scores as much (yes), or until so many
///    mixes did not that this has a probability below the rest of the rate (no). Both samples are
///    drawn down first where they are large: then the first two steps tell.
///
/// The first two may spend an eighth of the rate each; nearly all real drift ends there.
final class SharedLaw {
  private static final int MOST_MIXES = 20_000;
  private static final int MOST_REFERENCE = 20_000;
  private static final int MOST_CURRENT = 5_000;

  /// The share of the rate that the gap may spend, and the ranks again; the mixes have the rest.
  private static final double BOUND = 0.125;

  private SharedLaw() {}

  /// A score that one law reached, at least the window's own, or nothing when one law can be ruled
  /// out.
  ///
  /// @param rule of a distance
  /// @param score of the window
  /// @param rate the false-alarm rate of this feature
  static OptionalDouble reaches(
      Rule rule, Sample reference, Sample current, double score, double rate, long seed) {
    Table table = Table.of(reference, current);
    if (likelihoodOfRanks(table) <= BOUND * rate || gapRulesOut(table, BOUND * rate)) {
      return OptionalDouble.empty();
    }
    Chance chance = new Chance(seed);
    double[] left = some(reference.sorted(), MOST_REFERENCE, chance);
    double[] right = some(current.sorted(), MOST_CURRENT, chance);
    double[] all = new double[left.length + right.length];
    int[] own = new int[right.length];
    merge(left, right, all, own);
    int[] positions = new int[all.length];
    Arrays.setAll(positions, i -> i);
    DrawnFeature mixed = DrawnFeature.of(rule, Sample.ofSorted(all, all.length), positions);
    double found = mixed.ratio(own, own.length);
    int mixes = (int) Math.min(MOST_MIXES, Math.ceil(1 / ((1 - 2 * BOUND) * rate))) - 1;
    RowPicker picker = RowPicker.ofAll(all.length, right.length, chance);
    int[] drawn = new int[right.length];
    for (int i = 0; i < mixes; i++) {
      double other = mixed.ratio(drawn, picker.pick(drawn));
      if (other >= found) {
        return OptionalDouble.of(Math.max(score, rule.limit(other)));
      }
    }
    return OptionalDouble.empty();
  }

  /// Whether so large a gap between the distribution functions has at most the probability `most`
  /// under one law.
  private static boolean gapRulesOut(Table table, double most) {
    double n = table.n();
    double m = table.m();
    double roots = Math.sqrt(n) + Math.sqrt(m);
    double gap = table.largestGap() / n / m;
    return 4 * Math.exp(-2 * gap * gap * n * m / (roots * roots)) <= most
        || KolmogorovSmirnov.bound(table) <= most;
  }

  /// A bound on the probability that the mean rank of the smaller sample is so far from the middle
  /// under one law: `2 exp(-6 m t^2)`, with m its size and t the distance over the values of both
  /// samples.
  ///
  /// Under one law the ranks are drawn without replacement, and such a sum has no larger
  /// exponential moments than one drawn with replacement (Hoeffding 1963, theorem 4). Ranks, tied
  /// or not, are means of pieces of a uniform law, so by Jensen theirs are at most its `sinh(x / 2)
  /// / (x / 2) <= exp(x^2 / 24)`, whence Chernoff's bound.
  static double likelihoodOfRanks(Table table) {
    boolean currentIsSmaller = table.m() <= table.n();
    int[] smaller = currentIsSmaller ? table.current() : table.reference();
    double size = currentIsSmaller ? table.m() : table.n();
    double sum = 0;
    long below = 0;
    for (int row = 0; row < table.rows(); row++) {
      sum += smaller[row] * (below + table.together(row) / 2.0);
      below += table.together(row);
    }
    double off = sum / size / table.total() - 0.5;
    return 2 * Math.exp(-6 * size * off * off);
  }

  private static double[] some(double[] sorted, int most, Chance chance) {
    if (sorted.length <= most) {
      return sorted;
    }
    int[] chosen = new int[most];
    RowPicker.ofAll(sorted.length, most, chance).pick(chosen);
    Arrays.sort(chosen);
    double[] some = new double[most];
    for (int i = 0; i < most; i++) {
      some[i] = sorted[chosen[i]];
    }
    return some;
  }

  private static void merge(double[] left, double[] right, double[] all, int[] positionsOfRight) {
    int i = 0;
    int j = 0;
    for (int at = 0; at < all.length; at++) {
      if (j == right.length || (i < left.length && left[i] <= right[j])) {
        all[at] = left[i++];
      } else {
        all[at] = right[j];
        positionsOfRight[j++] = at;
      }
    }
  }
}
