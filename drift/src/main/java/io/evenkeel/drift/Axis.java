package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;

/// One column as a side of the rectangles in which segments are counted.
///
/// @param grid how it is cut
/// @param reference the cell of each row of the reference
/// @param current the cell of each row of the window
/// @param ranges the runs of cells that may be a condition
@SuppressWarnings("ArrayRecordComponent") // shared within the package and never written to
record Axis(Grid grid, int[] reference, int[] current, List<Range> ranges) {
  /// Cells `first` to `last`, both included.
  record Range(int first, int last) {}

  static Axis of(Grid grid, int[] reference, int[] current) {
    int cells = grid.cells();
    List<Range> ranges = new ArrayList<>();
    for (int first = 0; first < cells; first++) {
      int furthest = grid.ordered() ? cells - 1 : first;
      for (int last = first; last <= furthest; last++) {
        if (last - first + 1 < cells) {
          ranges.add(new Range(first, last));
        }
      }
    }
    ranges.add(new Range(cells, cells));
    return new Axis(grid, reference, current, ranges);
  }

  /// All cells, those for missing values and rare codes among them.
  int size() {
    return grid.cells() + 2;
  }

  /// The run that is no condition.
  Range all() {
    return new Range(0, size() - 1);
  }
}
