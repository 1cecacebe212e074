package io.evenkeel.drift;

/// The shares of two samples in the same bins, as Evidently bins for its distances.
///
/// @param reference share of the reference per bin
/// @param current share of the current sample per bin
@SuppressWarnings("ArrayRecordComponent")
record Shares(double[] reference, double[] current) {
  /// Numeric features with at most so many distinct values in the reference have a bin per value.
  private static final int FEW_VALUES = 20;

  private static final double SMALL_SHARE = 1e-4;
  private static final double FAR_SMALLER = 1e6;

  /// Sturges' bins over both samples for a numeric feature with more than 20 distinct values in the
  /// reference, else a bin per distinct value.
  ///
  /// @param asNumpy whether whole numbers are binned as numpy does, see [SturgesBins]
  static Shares of(Column column, Sample reference, Sample current, boolean asNumpy) {
    boolean byWidth = column instanceof Column.Numeric && reference.distinct().length > FEW_VALUES;
    if (!byWidth) {
      Table table = Table.of(reference, current);
      return new Shares(shares(table.reference(), table.n()), shares(table.current(), table.m()));
    }
    double[] edges =
        SturgesBins.edges(reference, current, (long) reference.size() + current.size(), asNumpy);
    return new Shares(
        shares(SturgesBins.counts(reference, edges), reference.size()),
        shares(SturgesBins.counts(current, edges), current.size()));
  }

  /// The same with each zero replaced by 1e-4, or by a millionth of the smallest share of that
  /// sample where that share is at most 1e-4. The shares then no longer sum to 1.
  Shares withoutZeros() {
    return new Shares(withoutZeros(reference), withoutZeros(current));
  }

  private static double[] withoutZeros(double[] shares) {
    double least = 1;
    for (double share : shares) {
      if (share > 0) {
        least = Math.min(least, share);
      }
    }
    double instead = least <= SMALL_SHARE ? least / FAR_SMALLER : SMALL_SHARE;
    double[] filled = shares.clone();
    for (int i = 0; i < filled.length; i++) {
      if (filled[i] == 0) {
        filled[i] = instead;
      }
    }
    return filled;
  }

  private static double[] shares(int[] counts, int size) {
    double[] shares = new double[counts.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (double) counts[i] / size;
    }
    return shares;
  }
}
