package io.evenkeel.monitor;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FaultFinder;
import io.evenkeel.drift.PerformanceEstimator;
import io.evenkeel.drift.RealisedPerformance;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.ScoredLabels;
import io.evenkeel.reference.VersionReference;
import io.evenkeel.registry.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The prepared references of the versions asked for last. A version's reference never changes, so
/// an entry is never out of date.
///
/// Mutable and safe for use by many threads: one lock, also held while a reference is prepared.
public final class References {
  private static final Logger LOG = LoggerFactory.getLogger(References.class);
  private static final int KEPT = 4;

  private final Function<String, Source> load;
  private final Map<String, Prepared> prepared = new LinkedHashMap<>(16, 0.75f, true);

  /// What a reference is prepared from.
  ///
  /// @param reference what the version is measured by
  /// @param holdout scores and labels of rows that it was not trained on
  /// @param seed of the draws that the estimation of performance makes
  record Source(VersionReference reference, ScoredLabels holdout, long seed) {
    static Source of(ModelBundle bundle, Function<String, ModelBundle> open) {
      return new Source(
          VersionReference.of(bundle, open), bundle.holdout(), bundle.metadata().seed());
    }
  }

  /// A version's reference, ready to compare.
  ///
  /// @param statistics the prepared statistics
  /// @param rows the rows that the version answers for
  /// @param bins the bins of the watch
  /// @param faults finds faults of the data
  /// @param estimator estimates the performance of the version; empty where its hold-out is too
  ///   poor
  /// @param usual the performance of the version on its hold-out
  record Prepared(
      Reference statistics,
      FeatureTable rows,
      WatchBins bins,
      FaultFinder faults,
      Optional<PerformanceEstimator> estimator,
      RealisedPerformance usual) {
    /// Compares rows with this reference.
    DriftReport compare(WindowRows window, int minimumRows) {
      return statistics.compare(
          columns(window.rows()), window.accepted(), window.rejected(), minimumRows);
    }

    /// The faults of the data in rows.
    List<DataFault> faultsIn(WindowRows window) {
      return faults.find(columns(window.rows()));
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

  /// Prepares references of the bundles of a registry.
  public References(Registry registry) {
    this(version -> Source.of(registry.open(version), registry::open));
  }

  /// @param load gives what the reference of a version is prepared from
  References(Function<String, Source> load) {
    this.load = load;
  }

  /// The bins of a version's watch.
  ///
  /// @throws io.evenkeel.model.BundleException when its bundle cannot be opened
  public WatchBins bins(String version) {
    return of(version).bins();
  }

  /// The reference of a version.
  synchronized Prepared of(String version) {
    Prepared known = prepared.get(version);
    if (known == null) {
      known = prepare(load.apply(version), version);
      prepared.put(version, known);
      if (prepared.size() > KEPT) {
        prepared.remove(prepared.keySet().iterator().next());
      }
    }
    return known;
  }

  private static Prepared prepare(Source source, String version) {
    VersionReference reference = source.reference();
    return new Prepared(
        reference.statistics(),
        reference.rows(),
        reference.bins(),
        reference.faults(),
        estimator(source, version),
        RealisedPerformance.of(
            source.holdout().scores(),
            source.holdout().labels(),
            reference.rows().schema().threshold()));
  }

  private static Optional<PerformanceEstimator> estimator(Source source, String version) {
    ScoredLabels holdout = source.holdout();
    try {
      return Optional.of(
          PerformanceEstimator.of(
              holdout.scores(),
              holdout.labels(),
              source.reference().rows().schema().threshold(),
              source.seed()));
    } catch (IllegalArgumentException e) {
      LOG.warn("the performance of {} cannot be estimated", version, e);
      return Optional.empty();
    }
  }
}
