package io.evenkeel.drift;

import java.util.List;

/// The sample that current windows are compared with. Its statistics are computed once, here.
///
/// Immutable and safe for use by many threads.
public final class Reference {
  private Reference() {}

  /// Prepares a reference.
  ///
  /// @param columns one per array
  /// @param values `values[column][row]`, NaN where missing; copied
  public static Reference of(List<Column> columns, double[][] values) {
    throw new UnsupportedOperationException();
  }

  /// Compares a window with this reference.
  ///
  /// @param current `current[column][row]` in the order of the columns, NaN where missing
  /// @param rejected requests refused in the same span, for the quality gate
  /// @param minimumRows the least number of rows to say anything
  public DriftReport compare(double[][] current, long rejected, int minimumRows) {
    throw new UnsupportedOperationException();
  }
}
