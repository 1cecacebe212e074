package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The sample that current windows are compared with. Its statistics are computed once, here:
/// making a reference of n rows costs a few passes over its values, and comparing a window of m
/// rows with it O(m log(n / m)) a column, plus one pass over the distinct values of a categorical
/// column.
///
/// Unless a [TestChoice] names other tests, the one that judges a feature is chosen as Evidently
/// chooses it for references over 1,000 rows, whatever the size of this one:
///
/// | column | distinct values, both samples together | test | nominal limit |
/// |---|---|---|---|
/// | numeric | > 5 | Wasserstein over the standard deviation | 0.1 |
/// | numeric | <= 5 | Jensen-Shannon | 0.1 |
/// | categorical | any | Jensen-Shannon | 0.1 |
///
/// Tests with p-values are taken in their two-sample, two-sided form.
///
/// **Limits.** The nominal limits are scaled, jointly over the features and for the size of the
/// window, so that a window of the reference's own law exceeds any of them in one check of a
/// thousand at most ([Calibration]); they are never laxer than nominal. A distance beyond its limit
/// counts as drift only if mixing the rows of both samples rules out that one law scores as much;
/// where it does not, the limit in effect is the score that such a mix reached. The limits for a
/// size are found when a window of that size is first compared, which then takes longer (at most
/// seconds), and kept.
///
/// **Seasons.** With a [Season] a window is held against the reference rows of the same hours in
/// the same proportions. The clock itself cannot be judged in a window: it is reported as
/// `NotEnoughData(values of the clock seen, values of the clock in all)` and counts among the
/// features of the drift score.
///
/// NaN and infinities are dropped from each sample before the test and count as missing. A column
/// without enough values is reported as [Verdict.NotEnoughData] and does not end the comparison.
///
/// Immutable and safe for use by many threads.
public final class Reference {
  private final List<ReferenceColumn> columns;
  private final int rows;
  private final Calibration calibration;
  private final Limits limits;
  private final Optional<Seasons> seasons;

  /// The share of the rows that repeat an earlier one.
  private final double repeats;

  private Reference(
      List<Column> columns,
      double[][] values,
      TestChoice choice,
      Calibration calibration,
      Optional<Season> season) {
    check(columns, values);
    this.rows = values[0].length;
    this.calibration = calibration;
    IntStream numbers = IntStream.range(0, values.length);
    this.columns =
        (rows >= Yardstick.LARGE ? numbers.parallel() : numbers)
            .mapToObj(
                c -> new ReferenceColumn(columns.get(c), sample(columns.get(c), values[c]), choice))
            .toList();
    this.repeats = RowHashes.repeats(values, rows) / Math.max(1.0, rows);
    this.limits = new Limits(columns, values, choice, calibration);
    this.seasons = season.map(one -> new Seasons(one, columns, values, choice, calibration));
  }

  /// Prepares a reference with calibrated limits.
  ///
  /// @param columns one per array, at least one
  /// @param values `values[column][row]`, NaN where missing; copied
  /// @throws IllegalArgumentException when columns and arrays differ in number, or arrays in length
  public static Reference of(List<Column> columns, double[][] values) {
    return of(columns, values, TestChoice.byDefaultRule(), Calibration.defaults());
  }

  /// Prepares a reference for windows that come in the order of a clock, with calibrated limits.
  ///
  /// @param columns one per array, at least one
  /// @param values `values[column][row]`, NaN where missing; copied
  /// @param season which column is the clock
  /// @throws IllegalArgumentException as of the other forms, or when the season's column is not
  ///   there or no clock
  public static Reference of(List<Column> columns, double[][] values, Season season) {
    return of(columns, values, TestChoice.byDefaultRule(), Calibration.defaults(), season);
  }

  /// Prepares a reference.
  ///
  /// @param columns one per array, at least one
  /// @param values `values[column][row]`, NaN where missing; copied
  /// @param choice which test judges which feature, and the nominal limits; its drift share is for
  ///   parity only
  /// @param calibration how the limits are found
  /// @throws IllegalArgumentException when columns and arrays differ in number, or arrays in
  ///   length, or the choice names a test for a type that it does not allow
  public static Reference of(
      List<Column> columns, double[][] values, TestChoice choice, Calibration calibration) {
    return new Reference(columns, values, choice, calibration, Optional.empty());
  }

  /// Prepares a reference for windows that come in the order of a clock.
  ///
  /// @param columns one per array, at least one
  /// @param values `values[column][row]`, NaN where missing; copied
  /// @param choice which test judges which feature, and the nominal limits
  /// @param calibration how the limits are found
  /// @param season which column is the clock
  /// @throws IllegalArgumentException as of the other forms, or when the season's column is not
  ///   there or no clock
  public static Reference of(
      List<Column> columns,
      double[][] values,
      TestChoice choice,
      Calibration calibration,
      Season season) {
    return new Reference(columns, values, choice, calibration, Optional.of(season));
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
    return compare(prepare(current), accepted, rejected, minimumRows);
  }

  /// Compares a window with this reference; see [#compare(double[][], long, long, int)].
  ///
  /// @param current a window of the same columns
  /// @param accepted requests accepted in the span, of which `current` may be a sample
  /// @param rejected requests refused in the same span
  /// @param minimumRows the least number of rows, and of values of a feature on either side, to say
  ///   anything; at least 1
  /// @throws IllegalArgumentException when the window has other columns, or a count is negative
  public DriftReport compare(
      PreparedWindow current, long accepted, long rejected, int minimumRows) {
    checkColumns(current);
    if (accepted < 0 || rejected < 0 || minimumRows < 1) {
      throw new IllegalArgumentException(
          "accepted (%d) and rejected (%d) must be at least 0, minimumRows (%d) at least 1"
              .formatted(accepted, rejected, minimumRows));
    }
    boolean enough = current.rows() >= minimumRows;
    Yardstick yardstick =
        seasons.isPresent() && enough ? seasons.get().against(columns, current.values()) : whole();
    List<FeatureDrift> features = new ArrayList<>();
    List<QualityIssue> issues = new ArrayList<>();
    for (Yardstick.Finding finding : yardstick.judge(current, minimumRows)) {
      features.add(finding.drift());
      issues.addAll(finding.issues());
    }
    if (enough && issues.isEmpty()) { // a column that says less makes rows alike
      QualityRules.repeats(repeats, rows, current).ifPresent(issues::add);
    }
    QualityRules.rejections(accepted, rejected).ifPresent(issues::add);
    return new DriftReport(
        current.rows(),
        features,
        issues,
        WholeVerdict.of(features, current.rows(), minimumRows, seasons.map(Seasons::clock)));
  }

  /// What Evidently would say of a window; not a base for decisions.
  ///
  /// @param current `current[column][row]` in the order of the columns, NaN where missing; an array
  ///   of length 0 is a column that is not there at all
  /// @param choice which test judges which feature
  /// @throws IllegalArgumentException when the shape does not fit the columns, or the choice names
  ///   a feature that is not there or a test for a type that it does not allow
  public ParityReport parity(double[][] current, TestChoice choice) {
    return parity(prepare(current), choice);
  }

  /// What Evidently would say of a window; not a base for decisions.
  ///
  /// @param current a window of the same columns
  /// @param choice which test judges which feature
  /// @throws IllegalArgumentException when the window has other columns, or the choice names a
  ///   feature that is not there or a test for a type that it does not allow
  public ParityReport parity(PreparedWindow current, TestChoice choice) {
    checkColumns(current);
    return Parity.report(columns, current, choice, List.of());
  }

  /// Compares a window and says what Evidently would say, in less time than both one after the
  /// other.
  ///
  /// @param current a window of the same columns
  /// @param accepted requests accepted in the span, of which `current` may be a sample
  /// @param rejected requests refused in the same span
  /// @param minimumRows the least number of rows, and of values of a feature on either side, to say
  ///   anything; at least 1
  /// @param choice which test judges which feature in the parity report
  /// @throws IllegalArgumentException as of [#compare(PreparedWindow, long, long, int)] and
  ///   [#parity(PreparedWindow, TestChoice)]
  public Check check(
      PreparedWindow current, long accepted, long rejected, int minimumRows, TestChoice choice) {
    DriftReport drift = compare(current, accepted, rejected, minimumRows);
    // With a season the comparison is with some rows of the reference, parity with all.
    List<FeatureDrift> known = seasons.isPresent() ? List.of() : drift.features();
    return new Check(drift, Parity.report(columns, current, choice, known));
  }

  private PreparedWindow prepare(double[][] current) {
    checkColumns(current.length);
    return PreparedWindow.of(columns(), current);
  }

  private void checkColumns(PreparedWindow current) {
    checkColumns(current.values().length);
    if (!current.columns().equals(columns())) {
      throw new IllegalArgumentException(
          "the reference has the columns %s, the window %s"
              .formatted(columns(), current.columns()));
    }
  }

  private void checkColumns(int ofWindow) {
    if (ofWindow != columns.size()) {
      throw new IllegalArgumentException(
          "the reference has %d columns, the window %d".formatted(columns.size(), ofWindow));
    }
  }

  private Yardstick whole() {
    LimitScale scale = new LimitScale(calibration, columns.size(), limits::scale);
    return new Yardstick(columns, scale, seasons.map(Seasons::clock));
  }

  private static void check(List<Column> columns, double[][] values) {
    if (columns.isEmpty() || columns.size() != values.length) {
      throw new IllegalArgumentException(
          "a reference needs one array per column and at least one; had %d columns and %d arrays"
              .formatted(columns.size(), values.length));
    }
    for (int c = 0; c < values.length; c++) {
      if (values[c].length != values[0].length) {
        throw new IllegalArgumentException(
            "reference column %s has %d rows, the first has %d"
                .formatted(columns.get(c).name(), values[c].length, values[0].length));
      }
    }
  }

  /// Parity permutes categories in the order in which they came, so that is remembered.
  private static Sample sample(Column column, double[] values) {
    return switch (column) {
      case Column.Numeric _ -> Sample.of(values, values.length);
      case Column.Categorical _ -> Sample.inOrder(values, values.length);
    };
  }

  private static int rows(double[][] columns) {
    int rows = 0;
    for (double[] column : columns) {
      rows = Math.max(rows, column.length);
    }
    return rows;
  }
}
