package io.evenkeel.remedies;

import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.LabelledTable;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// How the mature labelled rows since an onset are shared out: the earlier part trains, the later
/// part measures.
///
/// Where labels do not come alike for rows of every score, a measurement on them says little of the
/// whole. Then only rows measure that were let pass by lot, and without such rows nothing does.
sealed interface RecentRows {
  /// Enough frauds in both parts.
  ///
  /// @param training the earlier part
  /// @param holdout the later part, beginning with a fraud
  /// @param reference the rows of both, thinned evenly
  /// @param coverage whether labels came alike for rows of every score
  /// @param passThrough whether only rows that were let pass by lot make the hold-out
  record Split(
      LabelledTable training,
      LabelledTable holdout,
      LabelledTable reference,
      LabelCoverage coverage,
      boolean passThrough)
      implements RecentRows {}

  /// Too few frauds.
  ///
  /// @param frauds frauds at hand
  /// @param needed frauds that both parts take
  record TooFew(int frauds, int needed) implements RecentRows {}

  /// Enough frauds, but labels that do not come alike, and no rows that were let pass by lot.
  ///
  /// @param coverage what is uneven
  record Uneven(LabelCoverage coverage) implements RecentRows {}

  /// Shares rows out. A quarter of the frauds, and at least as many as the gate asks for, measure.
  ///
  /// @param sample in the order of time, each transaction once
  /// @param champion the champion's scores of rows, to see whether labels came alike
  static RecentRows of(
      MatureSample sample, Function<FeatureTable, double[]> champion, RetrainSettings settings) {
    LabelledTable rows = sample.rows();
    int least = settings.gate().frauds();
    if (rows.positives() < settings.trainingFrauds() + least) {
      return new TooFew(rows.positives(), settings.trainingFrauds() + least);
    }
    LabelCoverage coverage = sample.coverage(champion, settings.gate().labelCoverage());
    if (coverage.even()) {
      return split(rows, _ -> true, settings, coverage, false);
    }
    boolean lots = IntStream.range(0, rows.rows()).anyMatch(sample::passThrough);
    return lots ? split(rows, sample::passThrough, settings, coverage, true) : new Uneven(coverage);
  }

  /// @param measures which rows may measure
  private static RecentRows split(
      LabelledTable rows,
      IntPredicate measures,
      RetrainSettings settings,
      LabelCoverage coverage,
      boolean passThrough) {
    int[] frauds =
        IntStream.range(0, rows.rows())
            .filter(row -> rows.labels()[row] && measures.test(row))
            .toArray();
    int measuring = Math.max(settings.gate().frauds(), (frauds.length + 3) / 4);
    if (frauds.length < measuring) {
      return new TooFew(frauds.length, measuring);
    }
    int cut = frauds[frauds.length - measuring];
    LabelledTable training = rows.select(IntStream.range(0, cut).toArray());
    if (training.positives() < settings.trainingFrauds()) {
      return new TooFew(training.positives(), settings.trainingFrauds());
    }
    return new Split(
        training,
        rows.select(IntStream.range(cut, rows.rows()).filter(measures).toArray()),
        Thinning.evenly(rows, settings.referenceRows()),
        coverage,
        passThrough);
  }
}
