package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells a fault of the data from a change of behaviour. Prepared once for a reference; a window of
/// 2,000 rows then takes a few milliseconds, so that it can be asked together with the verdict.
///
/// | fault | named when |
/// |---|---|
/// | [DataFault.NullBurst] | more than 5 % missing (or 5 points above the reference's own share, where that is above 5 %), and 6 standard deviations above it |
/// | [DataFault.NewCategory] | a code that the reference does not have, in at least 5 rows, 6 standard deviations above none; the three commonest |
/// | [DataFault.StuckValue] | one value in all rows; in 98 % where the reference has it in half at most; in a column of more than 20 values 50 points above its usual share, or 10 points while the rest is as before |
/// | [DataFault.ClockShift] | the day turned by half steps explains all but 5 % of the change |
/// | [DataFault.UnitChange] | a factor of units, for all rows or a part, explains all but 5 % of the change |
/// | [DataFault.SwappedColumns] | each column's reference explains all but 5 % of the other's change |
///
/// The last three need 100 values on both sides, the clock 300. What is explained by swapped
/// columns is not explained again.
///
/// Immutable and safe for use by many threads.
public final class FaultFinder {
  private static final int LEAST_ROWS = 50;

  private final List<FaultColumn> columns;

  /// The clock in whose order the rows come, or -1.
  private final int clock;

  private FaultFinder(List<FaultColumn> columns, int clock) {
    this.columns = List.copyOf(columns);
    this.clock = clock;
  }

  /// Prepares a reference.
  ///
  /// @param columns one per array, at least one
  /// @param reference `reference[column][row]`, NaN where missing; copied
  /// @throws IllegalArgumentException when the shapes do not fit
  public static FaultFinder of(List<Column> columns, double[][] reference) {
    int rows = Shape.rows(columns, reference);
    List<FaultColumn> prepared = new ArrayList<>();
    for (int c = 0; c < reference.length; c++) {
      prepared.add(new FaultColumn(columns.get(c), Sample.of(reference[c], rows)));
    }
    return new FaultFinder(prepared, -1);
  }

  /// A finder for windows that come in the order of the clock: they hold one or a few values of it
  /// by nature, so nothing is said of that column.
  ///
  /// @param clock the position of the clock column
  /// @throws IllegalArgumentException when there is no such column
  public FaultFinder inClockOrder(int clock) {
    if (clock < 0 || clock >= columns.size()) {
      throw new IllegalArgumentException(
          "there are %d columns, none at %d".formatted(columns.size(), clock));
    }
    return new FaultFinder(columns, clock);
  }

  /// The faults of a window; none where it has less than 50 rows. Swapped columns come first, then
  /// the others in the order of the columns.
  ///
  /// @param current `current[column][row]`, NaN where missing; an array of length 0 is a column
  ///   that is not there at all
  /// @throws IllegalArgumentException when the shape does not fit the columns
  public List<DataFault> find(double[][] current) {
    int rows = Shape.rows(columns.stream().map(FaultColumn::column).toList(), current);
    if (rows < LEAST_ROWS) {
      return List.of();
    }
    List<Sample> samples = new ArrayList<>();
    for (double[] values : current) {
      samples.add(Sample.of(values, rows));
    }
    List<DataFault> faults = new ArrayList<>(SwapRule.swapped(columns, samples));
    Set<String> explained = new HashSet<>();
    faults.forEach(fault -> explained.addAll(fault.features()));
    for (int c = 0; c < columns.size(); c++) {
      FaultColumn column = columns.get(c);
      if (c != clock && !explained.contains(column.name())) {
        faults.addAll(column.counted(samples.get(c)));
        column.explained(samples.get(c)).ifPresent(faults::add);
      }
    }
    return faults;
  }
}
