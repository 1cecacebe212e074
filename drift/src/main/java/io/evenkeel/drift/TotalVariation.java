package io.evenkeel.drift;

/// Permutation test of the total variation distance `sum |p - q| / 2` between the shares of
/// categories: Evidently's `TVD`.
///
/// 1,000 times all values are shuffled and split anew into samples of the same sizes; the p-value
/// is the share of splits whose distance is at least the observed one. Costs O(1000 (n + m)).
final class TotalVariation {
  private static final int PERMUTATIONS = 1_000;

  /// numpy adds up in blocks from this length on.
  private static final int BLOCK = 8;

  private static final int LONGEST_BLOCK = 128;

  private TotalVariation() {}

  /// Evidently's p-value: shuffles from seed 0 over the rows in their order, and each distance
  /// added up in numpy's order, because a tie with the observed distance counts. A sample that does
  /// not know its order is taken in ascending order, which changes the p-value only by chance.
  static double parity(Table table, Sample reference, Sample current) {
    int beyond = beyond(table, rows(table, reference, current), new MersenneTwister(0));
    return (double) beyond / PERMUTATIONS;
  }

  /// The p-value to decide by: the observed split is one of those that "no difference" makes
  /// equally likely, so the p-value is `(beyond + 1) / 1001` and never 0.
  static double pValue(Table table, long seed) {
    int[] rows = new int[Math.toIntExact(table.total())];
    int filled = 0;
    for (int category = 0; category < table.rows(); category++) {
      for (int i = 0; i < table.together(category); i++) {
        rows[filled++] = category;
      }
    }
    int beyond = beyond(table, rows, new MersenneTwister(seed));
    return (beyond + 1.0) / (PERMUTATIONS + 1);
  }

  private static int beyond(Table table, int[] rows, MersenneTwister random) {
    double observed = distance(table.reference(), table);
    int[] permutation = new int[rows.length];
    int beyond = 0;
    for (int i = 0; i < PERMUTATIONS; i++) {
      random.permutation(permutation, rows.length);
      int[] drawn = new int[table.rows()];
      for (int row = 0; row < table.n(); row++) {
        drawn[rows[permutation[row]]]++;
      }
      if (observed <= distance(drawn, table)) {
        beyond++;
      }
    }
    return beyond;
  }

  /// The category of each row of the reference, then of the current sample.
  private static int[] rows(Table table, Sample reference, Sample current) {
    int[] rows = new int[Math.toIntExact(table.total())];
    int filled = 0;
    for (Sample sample : new Sample[] {reference, current}) {
      int[] place = places(table, sample);
      for (int rank : sample.order()) {
        rows[filled++] = place[rank];
      }
    }
    return rows;
  }

  /// Where each distinct value of a sample stands in the table.
  private static int[] places(Table table, Sample sample) {
    int[] places = new int[sample.distinct().length];
    int row = 0;
    for (int i = 0; i < places.length; i++) {
      while (table.values()[row] != sample.distinct()[i]) {
        row++;
      }
      places[i] = row;
    }
    return places;
  }

  private static double distance(int[] ofReference, Table table) {
    double[] gaps = new double[ofReference.length];
    for (int i = 0; i < gaps.length; i++) {
      double p = (double) ofReference[i] / table.n();
      double q = (double) (table.together(i) - ofReference[i]) / table.m();
      gaps[i] = Math.abs(p - q);
    }
    return 0.5 * sum(gaps, 0, gaps.length);
  }

  /// Adds up as numpy does: up to 7 terms one by one, up to 128 in eight interleaved sums, more in
  /// two halves.
  private static double sum(double[] terms, int from, int length) {
    if (length < BLOCK) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += terms[from + i];
      }
      return sum;
    }
    if (length > LONGEST_BLOCK) {
      int half = length / 2;
      half -= half % BLOCK;
      return sum(terms, from, half) + sum(terms, from + half, length - half);
    }
    double[] r = new double[BLOCK];
    int whole = length - length % BLOCK;
    for (int i = 0; i < whole; i++) {
      r[i % BLOCK] += terms[from + i];
    }
    double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (int i = whole; i < length; i++) {
      sum += terms[from + i];
    }
    return sum;
  }
}
