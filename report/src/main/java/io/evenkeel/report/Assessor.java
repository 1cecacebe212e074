package io.evenkeel.report;

import io.evenkeel.drift.DataSummary;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FaultFinder;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.ParityFeature;
import io.evenkeel.drift.ParityReport;
import io.evenkeel.drift.Segment;
import io.evenkeel.drift.Segments;
import io.evenkeel.drift.TestChoice;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.DataFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Compares two tables, one feature at a time: no more than one column of each is in memory,
/// besides up to 20,000 whole rows of either for what looks at many columns at once.
///
/// Owned by the thread that made it.
public final class Assessor {
  /// Rows of either table that are kept whole, for the limits, the segments and the multivariate
  /// tests.
  public static final int MOST_WHOLE_ROWS = 20_000;

  private final DataTable reference;
  private final DataTable current;
  private final TableSchema schema;
  private final TestChoice choice;
  private final int minimumRows;
  private final long seed;

  /// Prepares a comparison.
  ///
  /// @param reference the table that is compared with
  /// @param current the table that is judged
  /// @param schema what their columns are
  /// @param choice which test judges which feature
  /// @param minimumRows the least number of rows, and of values of a feature, to say anything
  /// @param seed for all draws; the same seed gives the same report
  public Assessor(
      DataTable reference,
      DataTable current,
      TableSchema schema,
      TestChoice choice,
      int minimumRows,
      long seed) {
    this.reference = reference;
    this.current = current;
    this.schema = schema;
    this.choice = choice;
    this.minimumRows = minimumRows;
    this.seed = seed;
  }

  /// Compares.
  ///
  /// @param title the heading of the report
  /// @param notes what a reader should know of how the schema was found
  /// @throws DataFileException when a table lacks a column or holds what the schema does not allow;
  ///   the message names the file, the place and what to do
  public Assessment assess(String title, List<String> notes) {
    if (reference.rows() == 0) {
      throw new DataFileException(reference.source() + ": has no rows to compare with");
    }
    FeatureColumns columns = new FeatureColumns(reference, current, schema);
    FeaturePass pass = new FeaturePass(columns, choice, minimumRows, seed);
    DataSummary before = DataSummary.of(schema.columns(), reference.rows(), pass::reference);
    DataSummary now = DataSummary.of(schema.columns(), current.rows(), pass::current);
    DriftReport drift = pass.verdicts();
    Performance performance = new PerformanceReading(reference, current, schema, seed).read();
    Recommendation recommendation =
        Policy.defaults(schema.highImpact()).recommend(drift, Optional.empty(), 0);
    List<String> said = new ArrayList<>(notes);
    said.addAll(columns.notes());
    Subject subject =
        new Subject(
            title,
            reference.source(),
            reference.rows(),
            current.source(),
            current.rows(),
            List.of());
    return new Assessment(
        subject,
        drift,
        recommendation,
        pass.views(before, now),
        columns.codes(),
        Optional.of(parity(pass.parity())),
        Optional.of(before),
        Optional.of(now),
        performance,
        cause(pass),
        Optional.empty(),
        Optional.of(schema),
        said);
  }

  private Cause cause(FeaturePass pass) {
    double[][] now = pass.currentRows();
    if (current.rows() < minimumRows) {
      return Cause.unknown();
    }
    double[][] before =
        pass.season()
            .map(clock -> sameHours(pass.referenceRows(), now, clock.column()))
            .orElseGet(pass::referenceRows);
    FaultFinder faults = FaultFinder.of(schema.columns(), before);
    OptionalInt clock =
        pass.season().map(one -> OptionalInt.of(one.column())).orElse(OptionalInt.empty());
    return new Cause(
        (clock.isPresent() ? faults.inClockOrder(clock.getAsInt()) : faults).find(now),
        segments(before, now, clock),
        Optional.empty(),
        Optional.of(MultivariateDrift.of(schema.columns(), before, now, seed)));
  }

  /// The reference rows of the hours that the window holds, as rows of others tell nothing of it.
  private static double[][] sameHours(double[][] reference, double[][] window, int clock) {
    Set<Double> hours = Arrays.stream(window[clock]).boxed().collect(Collectors.toSet());
    int[] rows =
        IntStream.range(0, reference[clock].length)
            .filter(row -> hours.contains(reference[clock][row]))
            .toArray();
    return Arrays.stream(reference)
        .map(column -> Arrays.stream(rows).mapToDouble(row -> column[row]).toArray())
        .toArray(double[][]::new);
  }

  /// The clock of a season is no segment: a window holds the hours that it holds.
  private List<Segment> segments(double[][] before, double[][] now, OptionalInt clock) {
    int[] kept =
        IntStream.range(0, before.length)
            .filter(f -> clock.isEmpty() || f != clock.getAsInt())
            .toArray();
    return Segments.of(
            Arrays.stream(kept).mapToObj(schema.columns()::get).toList(),
            Arrays.stream(kept).mapToObj(f -> before[f]).toArray(double[][]::new),
            Arrays.stream(kept).mapToObj(f -> now[f]).toArray(double[][]::new))
        .segments();
  }

  private ParityReport parity(List<ParityFeature> features) {
    long drifted = features.stream().filter(f -> f.finding().drifted()).count();
    double share = (double) drifted / features.size();
    return new ParityReport(features, share, share >= choice.driftShare());
  }
}
