package io.evenkeel.drift;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/// A reference by the hours of its rows: for each window it selects the rows of the same hours in
/// the same proportions.
///
/// A window with the share s_h of its rows at hour h is held against a mixture in which a reference
/// row at hour c weighs `sum of s_h / rows(band of h)` over the bands that hold c. Of the rows of
/// each hour as many are selected as this asks for, no row twice, in all as many as there are up to
/// 20,000. Rows without a clock take part in neither the shares nor the selection; a window without
/// any clock is held against all rows.
///
/// The limits come from draws as in [Limits], with two differences. A draw has the hours of the
/// window in the same proportions, so the profile of the day is no noise. And its rows are of the
/// very hour where the band is wider, so that what the hour differs from its band by does count: it
/// is in every quiet window too. Limits of windows of one hour are kept; those of others are found
/// anew each time.
///
/// Safe for use by many threads; see [Limits] for what happens when several ask at once.
final class Seasons {
  private static final int MOST_ROWS = 20_000;

  /// Draws for an hour come from the neighbours as well while it has fewer rows than this.
  private static final int OWN_ROWS = 700;

  private final int clock;
  private final List<Column> columns;
  private final double[][] values;
  private final TestChoice choice;
  private final Calibration calibration;
  private final ClockBands bands;

  /// The rows at each value of the clock, in random order.
  private final int[][] rowsAt;

  private final ConcurrentMap<Key, Double> scales = new ConcurrentHashMap<>();

  private record Key(int hour, int size) {}

  /// @throws IllegalArgumentException when the season's column is not there or no clock
  Seasons(
      Season season,
      List<Column> columns,
      double[][] values,
      TestChoice choice,
      Calibration calibration) {
    if (season.column() >= columns.size()) {
      throw new IllegalArgumentException(
          "the season's column is %d, but there are %d columns"
              .formatted(season.column(), columns.size()));
    }
    this.clock = season.column();
    this.columns = List.copyOf(columns);
    this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    this.choice = choice;
    this.calibration = calibration;
    this.bands = ClockBands.of(season, columns.get(clock), values[clock]);
    this.rowsAt = rowsAt();
  }

  /// What the clock is called among the findings.
  Yardstick.ClockColumn clock() {
    return new Yardstick.ClockColumn(clock, bands.size());
  }

  /// The rows to hold a window against.
  ///
  /// @param whole the columns of the whole reference; the clock's is used as it is
  /// @param current the window
  Yardstick against(List<ReferenceColumn> whole, double[][] current) {
    int[] hours = new int[bands.size() + 1];
    for (double value : current[clock]) {
      hours[bands.index(value)]++;
    }
    int[] selected = select(hours);
    double[][] rows = new double[values.length][selected.length];
    for (int c = 0; c < rows.length; c++) {
      for (int i = 0; i < selected.length; i++) {
        rows[c][i] = values[c][selected[i]];
      }
    }
    List<ReferenceColumn> matched =
        IntStream.range(0, rows.length)
            .mapToObj(c ->
                c == clock
                    ? whole.get(c)
                    : new ReferenceColumn(
                        columns.get(c), Sample.of(rows[c], rows[c].length), choice))
            .toList();
    ConcurrentMap<Integer, Double> found = new ConcurrentHashMap<>();
    return new Yardstick(
        matched,
        new LimitScale(calibration, columns.size(), size -> scale(rows, hours, size, found)),
        Optional.of(clock()));
  }

  private int[][] rowsAt() {
    int[][] rows = new int[bands.size()][];
    int[] sizes = new int[bands.size()];
    for (int hour = 0; hour < rows.length; hour++) {
      rows[hour] = new int[Math.toIntExact(bands.rows()[hour])];
    }
    int[] shuffled = new int[values[clock].length];
    RowPicker.ofAll(shuffled.length, shuffled.length, new Chance(calibration.seed()))
        .pick(shuffled);
    for (int row : shuffled) {
      int hour = bands.index(values[clock][row]);
      if (hour < rows.length) {
        rows[hour][sizes[hour]++] = row;
      }
    }
    return rows;
  }

  private int[] select(int[] hours) {
    double[] weights = new double[bands.size()];
    double heaviest = 0;
    int known = IntStream.of(hours).sum() - hours[bands.size()];
    for (int c = 0; c < weights.length; c++) {
      for (int h = 0; h < weights.length; h++) {
        if (hours[h] > 0 && bands.holds(h, c)) {
          weights[c] += (double) hours[h] / known / rowsInBand(h);
        }
      }
      heaviest = rowsAt[c].length > 0 ? Math.max(heaviest, weights[c]) : heaviest;
    }
    if (heaviest == 0) {
      return some(IntStream.range(0, values[clock].length).toArray());
    }
    double total = Math.min(MOST_ROWS, 1 / heaviest);
    int[] selected = new int[values[clock].length];
    int size = 0;
    for (int c = 0; c < weights.length; c++) {
      int wanted = (int) Math.round(total * weights[c] * rowsAt[c].length);
      int taken = Math.min(wanted, rowsAt[c].length);
      System.arraycopy(rowsAt[c], 0, selected, size, taken);
      size += taken;
    }
    return Arrays.copyOf(selected, size);
  }

  private int[] some(int[] rows) {
    if (rows.length <= MOST_ROWS) {
      return rows;
    }
    int[] some = new int[MOST_ROWS];
    RowPicker.ofAll(rows.length, MOST_ROWS, new Chance(calibration.seed())).pick(some);
    return some;
  }

  private long rowsInBand(int hour) {
    return IntStream.range(0, bands.size())
        .filter(c -> bands.holds(hour, c))
        .mapToLong(c -> rowsAt[c].length)
        .sum();
  }

  private double scale(double[][] rows, int[] hours, int windowRows, Map<Integer, Double> found) {
    if (!calibration.wanted() || rows[clock].length < 2) {
      return 1;
    }
    int size = WindowSize.floor(windowRows);
    OptionalInt hour = onlyHour(hours);
    Double known = hour.isPresent() ? scales.get(new Key(hour.getAsInt(), size)) : found.get(size);
    if (known == null) {
      known = find(rows, hours, size);
      found.put(size, known);
      if (hour.isPresent()) {
        scales.put(new Key(hour.getAsInt(), size), known);
      }
    }
    return known;
  }

  private OptionalInt onlyHour(int[] hours) {
    int[] seen = IntStream.range(0, bands.size()).filter(h -> hours[h] > 0).toArray();
    return seen.length == 1 ? OptionalInt.of(seen[0]) : OptionalInt.empty();
  }

  private double find(double[][] rows, int[] hours, int size) {
    int selected = rows[clock].length;
    int take = WindowSize.drawn(size, selected, selected);
    Chance chance = new Chance(calibration.seed() + 31L * size);
    RowPicker picker = picker(rows[clock], hours, take, chance);
    double[][] judged =
        IntStream.range(0, rows.length)
            .filter(c -> c != clock)
            .mapToObj(c -> rows[c])
            .toArray(double[][]::new);
    List<Column> others =
        IntStream.range(0, rows.length).filter(c -> c != clock).mapToObj(columns::get).toList();
    return QuietDraws.scale(
        Limits.features(others, judged, choice),
        picker,
        selected,
        calibration.tailDraws(),
        true,
        calibration.quantile());
  }

  /// Draws with the hours of the window in its proportions: `take` rows, or fewer where an hour has
  /// too few rows for half of them to do.
  private RowPicker picker(double[] clockOfRows, int[] hours, int take, Chance chance) {
    int[] seen = IntStream.range(0, bands.size()).filter(h -> hours[h] > 0).toArray();
    if (seen.length == 0) {
      return RowPicker.ofAll(clockOfRows.length, take, chance);
    }
    int known = IntStream.of(seen).map(h -> hours[h]).sum();
    int[][] pools = new int[seen.length][];
    double possible = 1;
    for (int i = 0; i < seen.length; i++) {
      double wanted = (double) take * hours[seen[i]] / known;
      pools[i] = pool(clockOfRows, seen[i], Math.min(2 * wanted, OWN_ROWS));
      possible = Math.min(possible, pools[i].length / 2.0 / wanted);
    }
    int[] takes = new int[seen.length];
    double upTo = 0;
    int given = 0;
    for (int i = 0; i < seen.length; i++) {
      upTo += possible * take * hours[seen[i]] / known;
      takes[i] = (int) Math.round(upTo) - given;
      given += takes[i];
    }
    if (given == 0) {
      takes[0] = 1;
    }
    return new RowPicker(pools, takes, clockOfRows.length, chance);
  }

  /// The selected rows of the smallest neighbourhood of an hour that has at least so many; all rows
  /// of its band where none has.
  private int[] pool(double[] clockOfRows, int hour, double least) {
    for (int reach = 0; ; reach++) {
      int within = reach;
      int[] rows =
          IntStream.range(0, clockOfRows.length)
              .filter(i -> apart(bands.index(clockOfRows[i]), hour) <= within)
              .toArray();
      if (rows.length >= least || reach >= bands.reach()[hour]) {
        return rows;
      }
    }
  }

  private int apart(int hour, int other) {
    int forth = Math.floorMod(hour - other, bands.size());
    return Math.min(forth, bands.size() - forth);
  }
}
