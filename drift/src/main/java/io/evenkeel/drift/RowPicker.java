package io.evenkeel.drift;

import java.util.stream.IntStream;

/// Draws rows without replacement: from each pool of rows a number of its own. Pools may overlap;
/// no row is in a draw twice.
///
/// Mutable; belongs to the method that made it.
final class RowPicker {
  private final int[][] pools;
  private final int[] takes;
  private final Chance chance;

  /// In which draw a row was last taken.
  private final int[] taken;

  private int draw;

  /// @param pools numbers of rows, each pool without repetition; shuffled from now on
  /// @param takes rows to draw from each pool
  /// @param rows all numbers are below it
  RowPicker(int[][] pools, int[] takes, int rows, Chance chance) {
    this.pools = pools;
    this.takes = takes;
    this.chance = chance;
    this.taken = new int[rows];
  }

  /// Draws `take` of the rows 0 to `rows - 1`.
  static RowPicker ofAll(int rows, int take, Chance chance) {
    return new RowPicker(
        new int[][] {IntStream.range(0, rows).toArray()}, new int[] {take}, rows, chance);
  }

  /// The most rows that a draw has.
  int most() {
    return IntStream.of(takes).sum();
  }

  /// Makes the next draw.
  ///
  /// @param into where the rows go, [#most()] long
  /// @return how many there are; fewer than [#most()] where overlapping pools ran dry
  int pick(int[] into) {
    draw++;
    int size = 0;
    for (int p = 0; p < pools.length; p++) {
      int[] pool = pools[p];
      int left = takes[p];
      for (int i = 0; left > 0 && i < pool.length; i++) {
        int other = i + chance.below(pool.length - i);
        int row = pool[other];
        pool[other] = pool[i];
        pool[i] = row;
        if (taken[row] != draw) {
          taken[row] = draw;
          into[size++] = row;
          left--;
        }
      }
    }
    return size;
  }
}
