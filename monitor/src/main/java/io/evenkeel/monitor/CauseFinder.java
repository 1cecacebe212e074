package io.evenkeel.monitor;

import io.evenkeel.drift.CauseRanking;
import io.evenkeel.drift.Column;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.Segments;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.Contributions;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.reference.VersionReference;
import io.evenkeel.registry.Registry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds where drift comes from: the parts of the rows in which it concentrates, the features by
/// what their drift does to the scores of the version, and what all features say together, which is
/// asked also where each alone is stable. Takes up to a few seconds, so it is asked after the
/// verdict.
///
/// Immutable and safe for use by many threads.
final class CauseFinder {
  private static final Logger LOG = LoggerFactory.getLogger(CauseFinder.class);

  /// Rows on either side whose scores are explained.
  private static final int EXPLAINED = 200;

  /// The seed of the draws that limit the drift of all features together.
  private static final long DRAWN_FROM = 20261101;

  /// Fewer reference rows of the window's hours say less than all of them.
  private static final int LEAST_ROWS = 1000;

  private final Function<String, ModelBundle> open;

  CauseFinder(Registry registry) {
    this(registry::open);
  }

  /// @param open gives the bundle of a version, or throws [BundleException]
  CauseFinder(Function<String, ModelBundle> open) {
    this.open = open;
  }

  /// The page with where the change comes from.
  ///
  /// @param page what was found
  /// @param reference the reference of its version
  /// @param rows the rows of its window, at least one
  CheckPage explain(CheckPage page, References.Prepared reference, WindowRows rows) {
    FeatureTable window =
        new FeatureTable(reference.rows().schema(), reference.columns(rows.rows()));
    FeatureTable usual = sameHours(reference.rows(), window);
    Sides sides = Sides.of(usual, window);
    if (sides.columns().isEmpty()) {
      return page.because(
          new Segments(List.of()), ranking(page.report(), usual, window), Optional.empty());
    }
    Optional<MultivariateDrift> together =
        Optional.of(MultivariateDrift.of(sides.columns(), sides.before(), sides.now(), DRAWN_FROM));
    return page.report().drift().driftedFeatures().isEmpty()
        ? page.because(new Segments(List.of()), Optional.empty(), together)
        : page.because(
            Segments.of(sides.columns(), sides.before(), sides.now()),
            ranking(page.report(), usual, window),
            together);
  }

  /// Reference and window, column by column, without the clock: windows come in its order, so it
  /// would explain everything.
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  private record Sides(List<Column> columns, double[][] before, double[][] now) {
    static Sides of(FeatureTable reference, FeatureTable window) {
      FeatureSchema schema = window.schema();
      int[] kept =
          IntStream.range(0, schema.size())
              .filter(f -> !schema.season().equals(Optional.of(schema.names().get(f))))
              .toArray();
      List<Column> all = VersionReference.columns(schema);
      return new Sides(
          IntStream.of(kept).mapToObj(all::get).toList(),
          IntStream.of(kept).mapToObj(reference::column).toArray(double[][]::new),
          IntStream.of(kept).mapToObj(window::column).toArray(double[][]::new));
    }
  }

  private Optional<CauseRanking> ranking(
      CheckReport report, FeatureTable reference, FeatureTable window) {
    try {
      ModelBundle bundle = open.apply(report.version());
      return Optional.of(
          CauseRanking.of(
              report.drift().features(),
              Contributions.of(bundle, drawn(reference)).values(),
              Contributions.of(bundle, drawn(window)).values()));
    } catch (BundleException e) {
      LOG.warn("the scores of {} cannot be explained", report.version(), e);
      return Optional.empty();
    }
  }

  private static FeatureTable drawn(FeatureTable rows) {
    int count = Math.min(EXPLAINED, rows.rows());
    return rows.select(
        IntStream.range(0, count).map(i -> (int) ((long) i * rows.rows() / count)).toArray());
  }

  /// The reference rows of the hours that the window has, where the schema declares a clock and
  /// they are many.
  private static FeatureTable sameHours(FeatureTable reference, FeatureTable window) {
    if (reference.schema().season().isEmpty()) {
      return reference;
    }
    int clock = reference.schema().position(reference.schema().season().get()).orElseThrow();
    Set<Double> hours =
        Arrays.stream(window.column(clock)).boxed().collect(Collectors.toUnmodifiableSet());
    double[] times = reference.column(clock);
    int[] same =
        IntStream.range(0, times.length).filter(row -> hours.contains(times[row])).toArray();
    return same.length < LEAST_ROWS ? reference : reference.select(same);
  }
}
