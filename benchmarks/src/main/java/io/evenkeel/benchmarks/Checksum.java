package io.evenkeel.benchmarks;

/// Shows that both sides of a comparison hold the same data: all bits of all cells, each by its
/// place, modulo 2^64, as in `peers/upi_table.py`.
final class Checksum {
  private Checksum() {}

  /// The checksum of `values[column][row]`, as 16 hexadecimal digits.
  static String of(double[][] values) {
    long total = 0;
    for (double[] column : values) {
      long sum = 0;
      for (int r = 0; r < column.length; r++) {
        double value = Double.isNaN(column[r]) ? 0 : column[r];
        sum += Double.doubleToRawLongBits(value) * (r + 1);
      }
      total = total * 31 + sum;
    }
    return String.format("%016x", total);
  }
}
