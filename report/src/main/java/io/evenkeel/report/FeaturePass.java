package io.evenkeel.report;

import io.evenkeel.drift.Calibration;
import io.evenkeel.drift.Check;
import io.evenkeel.drift.Column;
import io.evenkeel.drift.DataSummary;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.ParityFeature;
import io.evenkeel.drift.PreparedWindow;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Reference;
import io.evenkeel.drift.Scale;
import io.evenkeel.drift.Season;
import io.evenkeel.drift.TestChoice;
import io.evenkeel.drift.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Judges the features one after the other while their columns go by. Owned by the thread that made
/// it.
final class FeaturePass {
  private final FeatureColumns columns;
  private final TestChoice choice;
  private final int minimumRows;
  private final int[] referenceChosen;
  private final int[] currentChosen;
  private final double[][] referenceRows;
  private final double[][] currentRows;
  private final BitSet seen = new BitSet();
  private final List<Histogram> histograms = new ArrayList<>();
  private final List<FeatureDrift> nominal = new ArrayList<>();
  private final List<QualityIssue> issues = new ArrayList<>();
  private final List<ParityFeature> parity = new ArrayList<>();

  FeaturePass(FeatureColumns columns, TestChoice choice, int minimumRows, long seed) {
    this.columns = columns;
    this.choice = choice;
    this.minimumRows = minimumRows;
    int features = columns.schema().features().size();
    referenceChosen = RowSample.of(columns.referenceCount(), Assessor.MOST_WHOLE_ROWS, seed);
    currentChosen = RowSample.of(columns.currentCount(), Assessor.MOST_WHOLE_ROWS, seed + 1);
    referenceRows = new double[features][];
    currentRows = new double[features][];
  }

  /// Gives the reference's values of a feature, and judges it when it is asked for the first time.
  double[] reference(int feature) {
    FeatureColumns.Pair pair = columns.read(feature);
    if (!seen.get(feature)) {
      seen.set(feature);
      judge(feature, pair);
    }
    return pair.reference();
  }

  /// Gives the current values of a feature.
  double[] current(int feature) {
    return columns.readCurrent(feature);
  }

  private void judge(int feature, FeatureColumns.Pair pair) {
    TableFeature declared = columns.schema().features().get(feature);
    boolean there = pair.current().length > 0;
    referenceRows[feature] = RowSample.take(pair.reference(), referenceChosen);
    currentRows[feature] = there ? RowSample.take(pair.current(), currentChosen) : new double[0];
    histograms.add(histogram(declared, pair));
    Column column = declared.column();
    Reference alone =
        Reference.of(
            List.of(column), new double[][] {pair.reference()}, choice, Calibration.none());
    PreparedWindow window = PreparedWindow.of(List.of(column), new double[][] {pair.current()});
    Check check = alone.check(window, window.rows(), 0, minimumRows, choice);
    DriftReport report = check.drift();
    nominal.add(report.features().getFirst());
    if (there) {
      issues.addAll(report.qualityIssues());
    } else if (columns.currentCount() >= minimumRows) {
      issues.add(new QualityIssue.EntirelyMissing(column.name()));
    }
    parity.add(check.parity().features().getFirst());
  }

  private Histogram histogram(TableFeature feature, FeatureColumns.Pair pair) {
    return switch (feature) {
      case TableFeature.Numeric numeric ->
          Binning.numeric(numeric.name(), numeric.unit(), pair.reference(), pair.current());
      case TableFeature.Categorical categorical -> {
        Codes codes = columns.codes();
        yield Binning.categorical(
            categorical.name(),
            pair.reference(),
            pair.current(),
            code -> codes.label(categorical.name(), code));
      }
    };
  }

  /// The verdicts: the scores of all rows against limits from the rows that were kept.
  DriftReport verdicts() {
    Optional<Season> season = season();
    List<Column> all = columns.schema().columns();
    Reference reference =
        season
            .map(clock -> Reference.of(all, referenceRows, choice, Calibration.defaults(), clock))
            .orElseGet(() -> Reference.of(all, referenceRows, choice, Calibration.defaults()));
    DriftReport joint = reference.compare(currentRows, 0, minimumRows);
    List<FeatureDrift> features = new ArrayList<>();
    for (int f = 0; f < nominal.size(); f++) {
      FeatureDrift held = joint.features().get(f);
      // With a clock only the rows of the same hours are a yardstick, and not those of all.
      features.add(season.isPresent() ? held : limited(nominal.get(f), held));
    }
    long drifted = features.stream().filter(FeatureDrift::drifted).count();
    double score = (double) drifted / features.size();
    Verdict whole =
        joint.verdict() instanceof Verdict.NotEnoughData few
            ? few
            : drifted > 0 ? new Verdict.Drifted(score) : new Verdict.Stable(score);
    return new DriftReport(columns.currentCount(), features, issues, whole);
  }

  private static FeatureDrift limited(FeatureDrift alone, FeatureDrift joint) {
    Optional<Double> score = Verdicts.score(alone.verdict());
    if (score.isEmpty()) {
      return alone;
    }
    double limit = alone.test() == joint.test() ? joint.threshold() : alone.threshold();
    boolean beyond =
        alone.test().scale() == Scale.P_VALUE ? score.get() <= limit : score.get() >= limit;
    return new FeatureDrift(
        alone.feature(),
        alone.test(),
        limit,
        beyond ? new Verdict.Drifted(score.get()) : new Verdict.Stable(score.get()),
        alone.referenceRows(),
        alone.currentRows());
  }

  /// The clock, where the schema declares one and both tables have it.
  Optional<Season> season() {
    Optional<String> name = columns.schema().season();
    for (int f = 0; f < currentRows.length; f++) {
      Column column = columns.schema().columns().get(f);
      if (name.isPresent()
          && column.name().equals(name.get())
          && column instanceof Column.Numeric clock
          && Double.isFinite(clock.upper() - clock.lower())
          && currentRows[f].length > 0) {
        return Optional.of(Season.of(f));
      }
    }
    return Optional.empty();
  }

  List<FeatureView> views(DataSummary before, DataSummary now) {
    List<FeatureView> views = new ArrayList<>();
    for (int f = 0; f < histograms.size(); f++) {
      views.add(
          new FeatureView(
              columns.schema().features().get(f),
              histograms.get(f),
              Optional.of(before.columns().get(f)),
              Optional.of(now.columns().get(f))));
    }
    return views;
  }

  List<ParityFeature> parity() {
    return parity;
  }

  double[][] referenceRows() {
    return referenceRows;
  }

  double[][] currentRows() {
    return currentRows;
  }
}
