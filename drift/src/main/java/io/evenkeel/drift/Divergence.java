package io.evenkeel.drift;

/// Distances of two samples from their shares in the same bins: Evidently's `psi`, `kl_div` and
/// `hellinger`. Natural logarithms throughout.
final class Divergence {
  private Divergence() {}

  /// Population stability index: `sum (p - q) ln(p / q)`, zeros filled, not normalised again.
  static double stability(Shares shares) {
    Shares filled = shares.withoutZeros();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < filled.reference().length; i++) {
      double p = filled.reference()[i];
      double q = filled.current()[i];
      sum.add((p - q) * Math.log(p / q));
    }
    return sum.value();
  }

  /// Kullback-Leibler divergence `sum p ln(p / q)` of the reference p from the current sample q,
  /// zeros filled, then normalised.
  static double kullbackLeibler(Shares shares) {
    Shares filled = shares.withoutZeros();
    double left = sum(filled.reference());
    double right = sum(filled.current());
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < filled.reference().length; i++) {
      double p = filled.reference()[i] / left;
      double q = filled.current()[i] / right;
      sum.add(p * Math.log(p / q));
    }
    return sum.value();
  }

  /// Hellinger distance `sqrt(1 - sum sqrt(p q))`, 0 to 1.
  ///
  /// A categorical feature has a bin per value; a numeric one Sturges' bins, whose number follows
  /// from the number of distinct values, not of rows. The sum is taken as `sum (sqrt p - sqrt q)^2
  /// / 2`, which is the same and does not cancel.
  ///
  /// @param asNumpy whether whole numbers are binned as numpy does, see [SturgesBins]
  static double hellinger(Column column, Sample reference, Sample current, boolean asNumpy) {
    Table table = Table.of(reference, current);
    int[] left = table.reference();
    int[] right = table.current();
    if (column instanceof Column.Numeric) {
      double[] edges = SturgesBins.edges(reference, current, table.rows(), asNumpy);
      left = SturgesBins.counts(reference, edges);
      right = SturgesBins.counts(current, edges);
    }
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < left.length; i++) {
      double gap =
          Math.sqrt((double) left[i] / table.n()) - Math.sqrt((double) right[i] / table.m());
      sum.add(gap * gap);
    }
    return Math.sqrt(Math.min(1, sum.value() / 2));
  }

  /// Energy distance `sqrt(2 integral of (F_ref - F_cur)^2 dx)`, in the square root of the
  /// feature's unit: Evidently's `ed`.
  static double energy(Table table) {
    CompensatedSum sum = new CompensatedSum();
    long left = 0;
    long right = 0;
    for (int row = 0; row + 1 < table.rows(); row++) {
      left += table.reference()[row];
      right += table.current()[row];
      double gap = (double) (left * table.m() - right * table.n()) / table.n() / table.m();
      sum.add(gap * gap * (table.values()[row + 1] - table.values()[row]));
    }
    return Math.sqrt(2 * sum.value());
  }

  private static double sum(double[] values) {
    CompensatedSum sum = new CompensatedSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum.value();
  }
}
