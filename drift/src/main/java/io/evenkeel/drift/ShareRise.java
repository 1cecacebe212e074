package io.evenkeel.drift;

/// Compares a share in a window with the same share in the reference.
final class ShareRise {
  private ShareRise() {}

  /// How far the window's share lies above the reference's, in standard deviations: the signed root
  /// of the likelihood ratio `G = 2 sum observed ln(observed / expected)` of the two-by-two table,
  /// which holds its size where counts are small.
  ///
  /// @param hits rows of the window that count
  /// @param rows rows of the window, above 0
  /// @param usualHits rows of the reference that count
  /// @param usualRows rows of the reference, above 0
  static double rise(double hits, double rows, double usualHits, double usualRows) {
    double pooled = (hits + usualHits) / (rows + usualRows);
    double g =
        2
            * (term(hits, rows * pooled)
                + term(rows - hits, rows * (1 - pooled))
                + term(usualHits, usualRows * pooled)
                + term(usualRows - usualHits, usualRows * (1 - pooled)));
    return Math.copySign(Math.sqrt(Math.max(0, g)), hits / rows - usualHits / usualRows);
  }

  private static double term(double observed, double expected) {
    return observed == 0 ? 0 : observed * Math.log(observed / expected);
  }
}
