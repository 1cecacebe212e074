package io.evenkeel.remedies;

import io.evenkeel.model.LabelledTable;
import java.util.stream.IntStream;

/// How the mature labelled rows since an onset are shared out: the earlier part trains, the later
/// part measures.
sealed interface RecentRows {
  /// Enough frauds in both parts.
  ///
  /// @param training the earlier part
  /// @param holdout the later part, beginning with a fraud
  /// @param reference the rows of both, thinned evenly
  record Split(LabelledTable training, LabelledTable holdout, LabelledTable reference)
      implements RecentRows {}

  /// Too few frauds.
  ///
  /// @param frauds frauds at hand
  /// @param needed frauds that both parts take
  record TooFew(int frauds, int needed) implements RecentRows {}

  /// Shares rows out. A quarter of the frauds, and at least as many as the gate asks for, measure.
  ///
  /// @param rows in the order of time, each transaction once
  static RecentRows of(LabelledTable rows, RetrainSettings settings) {
    int frauds = rows.positives();
    int measuring = Math.max(settings.gate().frauds(), (frauds + 3) / 4);
    int training = frauds - measuring;
    if (training < settings.trainingFrauds()) {
      return new TooFew(frauds, settings.trainingFrauds() + settings.gate().frauds());
    }
    int cut = positionOfFraud(rows, training);
    return new Split(
        rows.select(IntStream.range(0, cut).toArray()),
        rows.select(IntStream.range(cut, rows.rows()).toArray()),
        Thinning.evenly(rows, settings.referenceRows()));
  }

  /// The position of a fraud, counted from 0.
  private static int positionOfFraud(LabelledTable rows, int number) {
    return IntStream.range(0, rows.rows())
        .filter(row -> rows.labels()[row])
        .skip(number)
        .findFirst()
        .orElseThrow();
  }
}
