package io.evenkeel.reference;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.FaultFinder;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.RepeatedRows;
import io.evenkeel.drift.Season;
import io.evenkeel.drift.SeasonalRows;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a version is measured by. Whoever counts its rows and whoever judges the counts make it
/// from the same bundle, so that both have the same bins.
///
/// Where the schema declares a clock feature, rows are held against the reference rows of the same
/// hours. A version that was retrained on the rows of an afternoon has never seen the morning: rows
/// of hours that it lacks are taken from the version that it was trained from, and from that one's
/// parent in turn.
///
/// Immutable and safe for use by many threads.
public final class VersionReference {
  /// An hour with fewer rows than this part of a band counts as not seen, as in [SeasonalRows].
  private static final int SEEN = 10;

  private final FeatureTable own;
  private final double[][] measure;

  private VersionReference(FeatureTable own, double[][] measure) {
    this.own = own;
    this.measure = measure;
  }

  /// What the version of a bundle is measured by.
  ///
  /// @param bundle the bundle
  /// @param open opens another version's bundle; used only where hours are missing
  /// @throws BundleException when hours are missing and the bundle of the version before cannot be
  ///   opened. What could be made without it would have other bins than the same version has for
  ///   whoever can open it, and take every row of those hours for drift: so try again later
  public static VersionReference of(ModelBundle bundle, Function<String, ModelBundle> open) {
    FeatureTable own = bundle.reference().features();
    return of(own, ancestors(bundle, open));
  }

  /// The same of rows, and of those of the versions before.
  ///
  /// @param own the rows that the version answers for
  /// @param ancestors the rows of its parent, of the parent's parent and so on; read on while hours
  ///   are missing
  static VersionReference of(FeatureTable own, Iterable<FeatureTable> ancestors) {
    double[][] measure = values(own);
    if (!hoursMissing(own.schema(), measure)) {
      return new VersionReference(own, measure);
    }
    Iterator<FeatureTable> earlier = ancestors.iterator();
    while (hoursMissing(own.schema(), measure) && earlier.hasNext()) {
      measure = withHoursOf(own.schema(), measure, earlier.next());
    }
    return new VersionReference(own, measure);
  }

  private static Iterable<FeatureTable> ancestors(
      ModelBundle bundle, Function<String, ModelBundle> open) {
    Set<String> seen = new HashSet<>(Set.of(bundle.metadata().version()));
    return () ->
        Stream.iterate(
                parent(bundle, open, seen),
                Optional::isPresent,
                known -> known.flatMap(one -> parent(one, open, seen)))
            .map(known -> known.orElseThrow().reference().features())
            .iterator();
  }

  private static Optional<ModelBundle> parent(
      ModelBundle bundle, Function<String, ModelBundle> open, Set<String> seen) {
    Optional<String> parent = bundle.metadata().parent().filter(seen::add);
    try {
      return parent.map(open);
    } catch (BundleException e) {
      throw new BundleException(
          "hours that %s has not seen are those of %s, which cannot be opened: %s"
              .formatted(bundle.metadata().version(), parent.orElseThrow(), e.getMessage()),
          e);
    }
  }

  /// The same of rows that stand for themselves.
  public static VersionReference of(FeatureTable rows) {
    return new VersionReference(rows, values(rows));
  }

  /// The rows that the version answers for.
  public FeatureTable rows() {
    return own;
  }

  /// The statistics that windows are compared with.
  public Reference statistics() {
    List<Column> columns = columns(own.schema());
    return season(own.schema())
        .map(season -> Reference.of(columns, measure, season))
        .orElseGet(() -> Reference.of(columns, measure));
  }

  /// The bins of the watch.
  public WatchBins bins() {
    List<Column> columns = columns(own.schema());
    return season(own.schema())
        .map(season -> WatchBins.of(columns, measure, season))
        .orElseGet(() -> WatchBins.of(columns, measure));
  }

  /// What tells a fault of the data from a change of behaviour. Where the schema declares a clock,
  /// nothing is said of that feature: windows come in its order.
  public FaultFinder faults() {
    FaultFinder finder = FaultFinder.of(columns(own.schema()), measure);
    return season(own.schema()).map(season -> finder.inClockOrder(season.column())).orElse(finder);
  }

  /// Whether the rows repeat each other so seldom that a repeat is a caller's burst, not the world.
  public boolean repeatsAreRare() {
    return RepeatedRows.rareIn(values(own));
  }

  /// The features as the statistics know them, in the order of the schema.
  public static List<Column> columns(FeatureSchema schema) {
    return schema.features().stream().map(VersionReference::column).toList();
  }

  /// The clock of a schema, if it declares one.
  public static Optional<Season> season(FeatureSchema schema) {
    return schema.season().map(name -> Season.of(schema.position(name).orElseThrow()));
  }

  private static Column column(Feature feature) {
    return switch (feature) {
      case Feature.Numeric numeric ->
          new Column.Numeric(
              numeric.name(),
              numeric.range().lower(),
              numeric.range().lowerOpen(),
              numeric.range().upper());
      case Feature.Categorical codes ->
          new Column.Categorical(
              codes.name(),
              codes.categories().stream()
                  .map(Integer::doubleValue)
                  .collect(Collectors.toUnmodifiableSet()));
    };
  }

  private static double[][] values(FeatureTable rows) {
    return IntStream.range(0, rows.schema().size()).mapToObj(rows::column).toArray(double[][]::new);
  }

  /// Whether the rows have hardly seen some value of the clock; never without a clock.
  private static boolean hoursMissing(FeatureSchema schema, double[][] values) {
    Optional<Season> season = season(schema);
    if (season.isEmpty()
        || !(schema.features().get(season.get().column()) instanceof Feature.Numeric clock)) {
      return false;
    }
    int least = Math.ceilDiv(season.get().leastRows(), SEEN);
    double[] times = values[season.get().column()];
    for (double hour = clock.range().lower(); hour <= clock.range().upper(); hour++) {
      double wanted = hour;
      if (Arrays.stream(times).filter(time -> time == wanted).limit(least).count() < least) {
        return true;
      }
    }
    return false;
  }

  private static double[][] withHoursOf(
      FeatureSchema schema, double[][] values, FeatureTable earlier) {
    return schema.equals(earlier.schema())
        ? SeasonalRows.completed(values, values(earlier), season(schema).orElseThrow())
        : values;
  }
}
