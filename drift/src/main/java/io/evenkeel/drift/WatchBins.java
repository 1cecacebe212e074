package io.evenkeel.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// What the watch counts with and judges against: the bins of every feature and their shares in the
/// reference, made once.
///
/// Numeric features have ten bins by quantiles of the reference, or a bin a value where there are
/// at most twelve; categorical features have a bin a value, the twenty commonest, and `other`; all
/// have `missing`. With a [Season] there are shares for each value of the clock, and the clock
/// itself is no watched feature: judge it with [ClockDay].
///
/// Making it costs O(n log n) a column; it holds a few kilobytes a feature, never more than 64 KB
/// together with the state of [Watch].
///
/// Immutable and safe for use by many threads.
public final class WatchBins {
  /// The probability that the reference event fails for any feature, stated in the guarantee.
  static final double DELTA = 0.01;

  private static final int DIGEST_BYTES = 8;

  private final List<Column> columns;
  private final int[] watched;
  private final FeatureBins[] bins;
  private final int[] offsets;
  private final int width;
  private final List<FeatureLaws> laws;
  private final Optional<Season> season;
  private final Optional<ClockBands> clock;
  private final long rows;
  private final String digest;

  private WatchBins(List<Column> columns, double[][] values, Optional<Season> season) {
    this.columns = List.copyOf(columns);
    this.season = season;
    this.rows = values[0].length;
    this.clock = season.map(s -> ClockBands.of(s, columns.get(s.column()), values[s.column()]));
    int features = columns.size() - (season.isPresent() ? 1 : 0);
    this.watched = new int[features];
    this.bins = new FeatureBins[features];
    this.offsets = new int[features + 1];
    List<FeatureLaws> prepared = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      if (season.isPresent() && season.get().column() == column) {
        continue;
      }
      int feature = prepared.size();
      watched[feature] = column;
      bins[feature] = FeatureBins.of(columns.get(column), values[column]);
      offsets[feature + 1] = offsets[feature] + bins[feature].size();
      prepared.add(laws(bins[feature], values, column, DELTA / features));
    }
    this.width = offsets[features];
    this.laws = List.copyOf(prepared);
    this.digest = digested(values);
  }

  /// Bins of a reference without a season.
  ///
  /// @param columns one per array, at least one
  /// @param values `values[column][row]`, NaN where missing; not kept
  /// @throws IllegalArgumentException when columns and arrays differ in number, arrays in length,
  ///   or there are no rows
  public static WatchBins of(List<Column> columns, double[][] values) {
    requireShape(columns, values);
    return new WatchBins(columns, values, Optional.empty());
  }

  /// Bins of a reference whose rows follow a clock.
  ///
  /// @param columns one per array, at least two
  /// @param values `values[column][row]`, NaN where missing; not kept
  /// @param season which column is the clock
  /// @throws IllegalArgumentException as above, or when the season's column is not there, is the
  ///   only one, or is no number with a declared range of 2 to 168 whole values
  public static WatchBins of(List<Column> columns, double[][] values, Season season) {
    requireShape(columns, values);
    if (season.column() >= columns.size() || columns.size() < 2) {
      throw new IllegalArgumentException(
          "the clock is column %d of %d, and one more must be watched"
              .formatted(season.column(), columns.size()));
    }
    return new WatchBins(columns, values, Optional.of(season));
  }

  /// The columns, in the order of a row, the clock among them.
  public List<Column> columns() {
    return columns;
  }

  /// Rows of the reference.
  public long rows() {
    return rows;
  }

  /// The season, if there is one.
  public Optional<Season> season() {
    return season;
  }

  /// Identifies the bins and their shares, as 16 hexadecimal digits: counts and snapshots are never
  /// judged against other bins.
  public String digest() {
    return digest;
  }

  /// A counter for rows of these bins.
  public SliceCounter counting() {
    return new SliceCounter(this);
  }

  /// The names of the watched features, in the order of the counts; without the clock.
  public List<String> features() {
    List<String> names = new ArrayList<>();
    for (int column : watched) {
      names.add(columns.get(column).name());
    }
    return names;
  }

  /// How many bands rows are counted in: the values of the clock and one for rows without, or 1.
  int bands() {
    return clock.isPresent() ? clock.get().size() + 1 : 1;
  }

  /// Bands that are judged: all but that of rows without a clock.
  int judged() {
    return clock.isPresent() ? clock.get().size() : 1;
  }

  Optional<ClockBands> clock() {
    return clock;
  }

  /// The band of a row.
  int band(double[] row) {
    return clock.isPresent() ? clock.get().index(row[season.orElseThrow().column()]) : 0;
  }

  FeatureLaws laws(int feature) {
    return laws.get(feature);
  }

  /// Bins of all features together.
  int width() {
    return width;
  }

  /// Where the bins of each feature begin among all, and their number at the end; not changed.
  int[] offsets() {
    return offsets;
  }

  /// Counts a row: adds 1 to the bin of each feature.
  void count(double[] row, long[] counts) {
    for (int feature = 0; feature < bins.length; feature++) {
      counts[offsets[feature] + bins[feature].bin(row[watched[feature]])]++;
    }
  }

  private FeatureLaws laws(FeatureBins bin, double[][] values, int column, double delta) {
    return clock.isPresent()
        ? FeatureLaws.of(
            bin, values[column], values[season.orElseThrow().column()], clock.get(), delta)
        : FeatureLaws.of(bin, values[column], delta);
  }

  /// Of what whoever counts and whoever judges must agree on: the edges of the bins, and the rows
  /// of the reference in each. Nothing that a logarithm has part in: those of two Java runtimes may
  /// differ in the last digit.
  private String digested(double[][] values) {
    MessageDigest sha = sha256();
    add(sha, (double) rows);
    add(sha, season.map(Season::column).orElse(-1));
    for (Column column : columns) {
      sha.update(column.name().getBytes(StandardCharsets.UTF_8));
      add(sha, 0);
    }
    for (FeatureLaws law : laws) {
      add(sha, law.bins().size());
      add(sha, law.bins().marks());
    }
    for (long[] band : counted(values)) {
      add(sha, LongStream.of(band).asDoubleStream().toArray());
    }
    return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
  }

  /// The rows of the reference in each band and bin.
  private long[][] counted(double[][] values) {
    long[][] counts = new long[bands()][width];
    double[] row = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int column = 0; column < row.length; column++) {
        row[column] = values[column][i];
      }
      count(row, counts[band(row)]);
    }
    return counts;
  }

  private static void add(MessageDigest sha, double... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * numbers.length);
    for (double number : numbers) {
      buffer.putDouble(number);
    }
    sha.update(buffer.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static void requireShape(List<Column> columns, double[][] values) {
    if (columns.isEmpty() || columns.size() != values.length || values[0].length == 0) {
      throw new IllegalArgumentException(
          "the bins need rows and one array per column; had %d columns and %d arrays"
              .formatted(columns.size(), values.length));
    }
    for (double[] column : values) {
      if (column.length != values[0].length) {
        throw new IllegalArgumentException(
            "one column has %d rows, the first has %d".formatted(column.length, values[0].length));
      }
    }
  }
}
