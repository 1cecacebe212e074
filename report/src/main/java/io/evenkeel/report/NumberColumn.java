package io.evenkeel.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gathers the numbers of one column, in pieces, so that a long column is never held twice while it
/// grows. Owned by the thread that made it.
final class NumberColumn {
  private static final int PIECE = 1 << 14;

  private final List<double[]> full = new ArrayList<>();
  private double[] piece = new double[64];
  private int filled;
  private boolean anything;

  void add(double value) {
    if (filled == piece.length) {
      grow();
    }
    piece[filled++] = value;
    anything |= !Double.isNaN(value);
  }

  private void grow() {
    if (piece.length < PIECE) {
      piece = Arrays.copyOf(piece, piece.length * 2);
    } else {
      full.add(piece);
      piece = new double[PIECE];
      filled = 0;
    }
  }

  /// Whether a value was not missing.
  boolean anything() {
    return anything;
  }

  int rows() {
    return full.size() * PIECE + filled;
  }

  double[] values() {
    double[] values = new double[rows()];
    int at = 0;
    for (double[] part : full) {
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    System.arraycopy(piece, 0, values, at, filled);
    return values;
  }
}
