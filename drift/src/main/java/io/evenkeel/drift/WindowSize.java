package io.evenkeel.drift;

/// The sizes of windows for which limits are kept, and the draws that stand for a window.
final class WindowSize {
  /// From here on noise is far below any nominal limit, so that larger windows share its limits.
  static final int LARGEST = 10_000;

  /// Twenty steps a decade, none wider than an eighth.
  private static final int[] STEPS = {
    100, 112, 125, 140, 160, 180, 200, 225, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800,
    900
  };

  private WindowSize() {}

  /// The largest kept size that is not above `rows`: fewer rows are noisier, so its limit is the
  /// wider one. Sizes below 10 are their own.
  static int floor(int rows) {
    int size = Math.min(rows, LARGEST);
    if (size < 10) {
      return size;
    }
    long decade = 10;
    while (decade * 10 <= size) {
      decade *= 10;
    }
    for (int i = STEPS.length - 1; i > 0; i--) {
      long step = STEPS[i] * decade / 100;
      if (step <= size) {
        return (int) step;
      }
    }
    return (int) decade;
  }

  /// How many rows to draw from `drawable` so that their comparison with the others is at least as
  /// noisy as that of a window with the reference. The variance of a comparison goes with `1 / rows
  /// + 1 / rows of the other side`; so it is the largest k up to `window` with `1/k + 1/(drawable -
  ///   k) >= 1/window + 1/reference`, and half of the rows at most.
  ///
  /// @param window rows of the window
  /// @param reference rows of the reference
  /// @param drawable rows that draws are taken from, 2 or more
  static int drawn(int window, int reference, int drawable) {
    double noise = 1.0 / window + 1.0 / reference;
    int low = 1;
    int high = Math.max(1, Math.min(window, drawable / 2));
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (1.0 / middle + 1.0 / (drawable - middle) >= noise) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
