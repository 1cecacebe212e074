package io.evenkeel.drift;

import java.util.Locale;

/// What the reconstruction error of a window says: how well the few directions in which the
/// reference varies most describe the rows of the window. See [MultivariateDrift].
public sealed interface ReconstructionDrift {
  /// Whether the error lies outside its limits.
  boolean drifted();

  /// The finding as one sentence for people.
  String describe();

  /// An error was measured.
  ///
  /// @param error mean distance of a row from its reconstruction, in standard deviations of the
  ///   reference; 0 or more
  /// @param usual the same in the reference
  /// @param lower an error below it counts as drift
  /// @param upper an error above it counts as drift
  /// @param components how many directions were kept
  record Measured(double error, double usual, double lower, double upper, int components)
      implements ReconstructionDrift {
    @Override
    public boolean drifted() {
      return error < lower || error > upper;
    }

    @Override
    public String describe() {
      return String.format(
          Locale.ROOT,
          "reconstruction error %.3f, %s %.3f to %.3f",
          error,
          drifted() ? "outside" : "within",
          lower,
          upper);
    }
  }

  /// Too few rows.
  ///
  /// @param seen rows at hand, of the reference or of the window
  /// @param needed rows that it takes
  record NotEnoughData(long seen, long needed) implements ReconstructionDrift {
    @Override
    public boolean drifted() {
      return false;
    }

    @Override
    public String describe() {
      return "reconstruction error: %d rows, it takes %d".formatted(seen, needed);
    }
  }
}
