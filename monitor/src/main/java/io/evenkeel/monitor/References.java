package io.evenkeel.monitor;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Reference;
import io.evenkeel.events.Event;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The prepared references of the versions asked for last. A version's reference never changes, so
/// an entry is never out of date.
///
/// Mutable and safe for use by many threads: one lock, also held while a reference is prepared.
final class References {
  private static final int KEPT = 4;

  private final Function<String, FeatureTable> load;
  private final Map<String, Prepared> prepared = new LinkedHashMap<>(16, 0.75f, true);

  /// A version's reference, ready to compare.
  ///
  /// @param statistics the prepared statistics
  /// @param rows the rows they were made of
  record Prepared(Reference statistics, FeatureTable rows) {
    /// Compares rows with this reference.
    DriftReport compare(WindowRows window, int minimumRows) {
      return statistics.compare(
          columns(window.rows()), window.accepted(), window.rejected(), minimumRows);
    }

    /// The values of the rows, `columns[feature][row]`.
    double[][] columns(List<Event.Prediction> window) {
      double[][] columns = new double[rows.schema().size()][window.size()];
      for (int r = 0; r < window.size(); r++) {
        double[] features = window.get(r).features();
        for (int f = 0; f < columns.length; f++) {
          columns[f][r] = features[f];
        }
      }
      return columns;
    }
  }

  /// @param load gives the reference rows of a version
  References(Function<String, FeatureTable> load) {
    this.load = load;
  }

  /// The reference of a version.
  synchronized Prepared of(String version) {
    Prepared known = prepared.get(version);
    if (known == null) {
      known = prepare(load.apply(version));
      prepared.put(version, known);
      if (prepared.size() > KEPT) {
        prepared.remove(prepared.keySet().iterator().next());
      }
    }
    return known;
  }

  private static Prepared prepare(FeatureTable rows) {
    List<Column> columns = rows.schema().features().stream().map(References::column).toList();
    double[][] values = new double[columns.size()][];
    for (int f = 0; f < values.length; f++) {
      values[f] = rows.column(f);
    }
    return new Prepared(Reference.of(columns, values), rows);
  }

  private static Column column(Feature feature) {
    return switch (feature) {
      case Feature.Numeric numeric ->
          new Column.Numeric(
              numeric.name(),
              numeric.range().lower(),
              numeric.range().lowerOpen(),
              numeric.range().upper());
      case Feature.Categorical categorical -> new Column.Categorical(categorical.name());
    };
  }
}
