package io.evenkeel.drift;

import java.util.Locale;

/// Live ROC-AUC that is measured worse than the one a version came with: what is fraud has changed,
/// whether or not a feature moved.
///
/// @param live ROC-AUC on the newest labelled rows, 0 to 1
/// @param liveError its standard error
/// @param expected ROC-AUC on the version's own hold-out, 0 to 1
/// @param expectedError its standard error
/// @param positives labelled positives that `live` was measured on
public record PerformanceFall(
    double live, double liveError, double expected, double expectedError, long positives) {
  /// Rejects an area outside 0 to 1, and a fall that is none.
  public PerformanceFall {
    if (!(live >= 0 && expected <= 1 && live < expected)) {
      throw new IllegalArgumentException(
          "a fall goes from one ROC-AUC to a lower one, was from %s to %s"
              .formatted(expected, live));
    }
  }

  /// The fall as one sentence without an end.
  public String describe() {
    return String.format(
        Locale.ROOT,
        "ROC-AUC fell from %.4f (standard error %.4f) to %.4f (%.4f) on %d live frauds",
        expected,
        expectedError,
        live,
        liveError,
        positives);
  }
}
