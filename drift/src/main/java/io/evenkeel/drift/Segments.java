package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where drift concentrates: the few parts of the rows that explain most of the change.
///
/// Tried are single conditions and pairs of them on different features: a code, a run of
/// neighbouring values or tenths of a number, a missing value. One condition is preferred unless
/// two explain half as much again. What a segment has explained is taken out before the next is
/// sought. At most 5 are named; each holds 1 % of the window's or of the reference's rows and is
/// far beyond chance, considering how many were tried. At most 20,000 rows of either side, evenly
/// drawn, and the first 24 columns take part, so that it takes a fraction of a second.
///
/// @param segments in the order in which they were found, as each explains what those before it do
///   not; empty where nothing stands out
public record Segments(List<Segment> segments) {
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_COLUMNS = 24;
  private static final int LEAST_ROWS = 100;

  /// Copies the list.
  public Segments {
    segments = List.copyOf(segments);
  }

  /// Finds the segments of a window; none where either side has less than 100 rows.
  ///
  /// @param columns one per array, at least one
  /// @param reference `reference[column][row]`, NaN where missing
  /// @param current `current[column][row]`, NaN where missing; an array of length 0 is a column
  ///   that is not there at all
  /// @throws IllegalArgumentException when the shapes do not fit
  public static Segments of(List<Column> columns, double[][] reference, double[][] current) {
    int referenceRows = Shape.rows(columns, reference);
    int rows = Shape.rows(columns, current);
    if (Math.min(referenceRows, rows) < LEAST_ROWS) {
      return new Segments(List.of());
    }
    int[] left = evenly(referenceRows);
    int[] right = evenly(rows);
    List<Axis> axes = new ArrayList<>();
    for (int c = 0; c < Math.min(columns.size(), MOST_COLUMNS); c++) {
      Grid grid =
          new Grid(
              columns.get(c), Sample.of(reference[c], referenceRows), Sample.of(current[c], rows));
      axes.add(Axis.of(grid, grid.cells(reference[c], left), grid.cells(current[c], right)));
    }
    return new Segments(new SegmentSearch(axes).find());
  }

  private static int[] evenly(int rows) {
    int kept = Math.min(rows, MOST_ROWS);
    return IntStream.range(0, kept).map(i -> (int) ((long) i * rows / kept)).toArray();
  }
}
