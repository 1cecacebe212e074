package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;

/// The sample that current windows are compared with. Its statistics are computed once, here:
/// making a reference of n rows costs O(n log n) a column, and comparing a window of m rows with it
/// O(m log m + m log n), plus one pass over the distinct values of a categorical column.
///
/// The test of a feature is chosen as Evidently chooses it for references over 1,000 rows:
///
/// | column | distinct values, both samples together | test | drifted if |
/// |---|---|---|---|
/// | numeric | > 5 | Wasserstein over the standard deviation | distance >= 0.1 |
/// | numeric | <= 5 | Jensen-Shannon | distance >= 0.1 |
/// | categorical | any | Jensen-Shannon | distance >= 0.1 |
///
/// For references of at most 1,000 rows Evidently uses p-values of other tests; here these two
/// distances judge them too.
///
/// NaN and infinities are dropped from each sample before the test and count as missing. A column
/// without enough values is reported as [Verdict.NotEnoughData] and does not end the comparison.
///
/// Immutable and safe for use by many threads.
public final class Reference {
  private final List<ReferenceColumn> columns;
  private final int rows;

  private Reference(List<ReferenceColumn> columns, int rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  /// Prepares a reference.
  ///
  /// @param columns one per array, at least one
  /// @param values `values[column][row]`, NaN where missing; copied
  /// @throws IllegalArgumentException when columns and arrays differ in number, or arrays in length
  public static Reference of(List<Column> columns, double[][] values) {
    if (columns.isEmpty() || columns.size() != values.length) {
      throw new IllegalArgumentException(
          "a reference needs one array per column and at least one; had %d columns and %d arrays"
              .formatted(columns.size(), values.length));
    }
    List<ReferenceColumn> prepared = new ArrayList<>();
    for (int c = 0; c < values.length; c++) {
      if (values[c].length != values[0].length) {
        throw new IllegalArgumentException(
            "reference column %s has %d rows, the first has %d"
                .formatted(columns.get(c).name(), values[c].length, values[0].length));
      }
      prepared.add(new ReferenceColumn(columns.get(c), values[c]));
    }
    return new Reference(prepared, values[0].length);
  }

  /// The columns, in the order in which windows hold them.
  public List<Column> columns() {
    return columns.stream().map(ReferenceColumn::column).toList();
  }

  /// The number of rows.
  public int rows() {
    return rows;
  }

  /// Compares a window that holds every request accepted in its span; see [#compare(double[][],
  /// long, long, int)].
  ///
  /// @param current `current[column][row]` in the order of the columns, NaN where missing
  /// @param rejected requests refused in the same span, for the quality gate
  /// @param minimumRows the least number of rows to say anything
  public DriftReport compare(double[][] current, long rejected, int minimumRows) {
    return compare(current, rows(current), rejected, minimumRows);
  }

  /// Compares a window with this reference.
  ///
  /// The drift score is the share of drifted features among all features; the whole is drifted when
  /// one feature is. Below `minimumRows` rows, or when no feature has that many values, the whole
  /// is `NotEnoughData`. Too many rejections are reported however few rows there are.
  ///
  /// @param current `current[column][row]` in the order of the columns, NaN where missing; an array
  ///   of length 0 is a column that is not there at all
  /// @param accepted requests accepted in the span, of which `current` may be a sample
  /// @param rejected requests refused in the same span
  /// @param minimumRows the least number of rows, and of values of a feature on either side, to say
  ///   anything; at least 1
  /// @throws IllegalArgumentException when the shape does not fit the columns, or a count is
  ///   negative
  public DriftReport compare(double[][] current, long accepted, long rejected, int minimumRows) {
    if (current.length != columns.size()) {
      throw new IllegalArgumentException(
          "the reference has %d columns, the window %d".formatted(columns.size(), current.length));
    }
    if (accepted < 0 || rejected < 0 || minimumRows < 1) {
      throw new IllegalArgumentException(
          "accepted (%d) and rejected (%d) must be at least 0, minimumRows (%d) at least 1"
              .formatted(accepted, rejected, minimumRows));
    }
    int windowRows = rows(current);
    boolean enough = windowRows >= minimumRows;
    List<FeatureDrift> features = new ArrayList<>();
    List<QualityIssue> issues = new ArrayList<>();
    for (int c = 0; c < current.length; c++) {
      ReferenceColumn column = columns.get(c);
      if (current[c].length != windowRows && current[c].length != 0) {
        throw new IllegalArgumentException(
            "column %s has %d rows, the window %d"
                .formatted(column.column().name(), current[c].length, windowRows));
      }
      Sample sample = Sample.of(current[c], windowRows);
      features.add(column.compare(sample, minimumRows, enough));
      if (enough) {
        issues.addAll(QualityRules.issues(column, sample, minimumRows));
      }
    }
    QualityRules.rejections(accepted, rejected).ifPresent(issues::add);
    return new DriftReport(windowRows, features, issues, whole(features, windowRows, minimumRows));
  }

  private static Verdict whole(List<FeatureDrift> features, int rows, int minimumRows) {
    long drifted = features.stream().filter(FeatureDrift::drifted).count();
    boolean none = features.stream().allMatch(f -> f.verdict() instanceof Verdict.NotEnoughData);
    if (none) {
      long seen =
          rows < minimumRows
              ? rows
              : features.stream()
                  .mapToLong(f -> Math.min(f.referenceRows(), f.currentRows()))
                  .max()
                  .orElse(0);
      return new Verdict.NotEnoughData(seen, minimumRows);
    }
    double score = (double) drifted / features.size();
    return drifted > 0 ? new Verdict.Drifted(score) : new Verdict.Stable(score);
  }

  private static int rows(double[][] columns) {
    int rows = 0;
    for (double[] column : columns) {
      rows = Math.max(rows, column.length);
    }
    return rows;
  }
}
