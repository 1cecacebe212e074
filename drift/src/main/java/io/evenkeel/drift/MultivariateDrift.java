package io.evenkeel.drift;

import java.util.List;

/// Drift that no single feature shows, such as a correlation that flips while every margin stays.
///
/// The two views complete each other: the reconstruction error is cheap and sees what happens along
/// the main directions, the classifier sees any difference of the joint laws that a few splits can
/// tell, and names the features. Both also answer to plain drift of one feature. They take up to
/// seconds and belong after the verdict.
///
/// @param reconstruction whether the main directions of the reference still describe the rows
/// @param domain whether a classifier can tell the window's rows from the reference's
public record MultivariateDrift(ReconstructionDrift reconstruction, DomainDrift domain) {
  private static final int LEAST_REFERENCE = 200;
  private static final int LEAST_WINDOW = 100;

  /// Judges a window. It takes 200 rows of the reference and 100 of the window.
  ///
  /// @param columns one per array, at least one
  /// @param reference `reference[column][row]`, NaN where missing
  /// @param current `current[column][row]`, NaN where missing; an array of length 0 is a column
  ///   that is not there at all
  /// @param seed for the draws; the same seed gives the same answer
  /// @throws IllegalArgumentException when the shapes do not fit
  public static MultivariateDrift of(
      List<Column> columns, double[][] reference, double[][] current, long seed) {
    int referenceRows = Shape.rows(columns, reference);
    int rows = Shape.rows(columns, current);
    if (referenceRows < LEAST_REFERENCE) {
      return tooFew(referenceRows, LEAST_REFERENCE);
    }
    if (rows < LEAST_WINDOW) {
      return tooFew(rows, LEAST_WINDOW);
    }
    return new MultivariateDrift(
        PcaReconstruction.of(columns, reference, referenceRows).judge(current, rows, seed),
        DomainClassifier.judge(columns, reference, referenceRows, current, rows, seed));
  }

  private static MultivariateDrift tooFew(int rows, int needed) {
    return new MultivariateDrift(
        new ReconstructionDrift.NotEnoughData(rows, needed),
        new DomainDrift.NotEnoughData(rows, needed));
  }

  /// Whether one of the two says so.
  public boolean drifted() {
    return reconstruction.drifted() || domain.drifted();
  }
}
