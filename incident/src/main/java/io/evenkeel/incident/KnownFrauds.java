package io.evenkeel.incident;

/// How many of a fixed set of known frauds two versions catch: flag at their decision threshold.
///
/// @param rows how many there are, at least 1
/// @param champion how many of them the champion catches
/// @param challenger how many the challenger catches
public record KnownFrauds(int rows, int champion, int challenger) {
  /// Rejects counts that cannot be.
  public KnownFrauds {
    if (rows < 1 || champion < 0 || champion > rows || challenger < 0 || challenger > rows) {
      throw new IllegalArgumentException(
          "of %d known frauds %d and %d cannot be caught".formatted(rows, champion, challenger));
    }
  }

  /// The share that the challenger catches, 0 to 1.
  public double share() {
    return (double) challenger / rows;
  }
}
