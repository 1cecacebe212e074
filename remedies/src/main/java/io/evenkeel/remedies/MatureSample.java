package io.evenkeel.remedies;

import io.evenkeel.events.LabelRule;
import io.evenkeel.events.MaturePrediction;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.LabelledTable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The rows of a span of time that are old enough for their labels to count, with and without one,
/// in the order of time. Immutable.
final class MatureSample {
  private final FeatureTable all;
  private final boolean[] flagged;
  private final boolean[] reported;
  private final boolean[] passThrough;
  private final int[] labelled;
  private final LabelledTable rows;
  private final LabelRule.Silence silence;

  MatureSample(FeatureSchema schema, List<MaturePrediction> mature, LabelRule rule) {
    int count = mature.size();
    all =
        FeatureTable.ofRows(
            schema, mature.stream().map(row -> row.prediction().features()).toList());
    flagged = new boolean[count];
    reported = new boolean[count];
    passThrough = new boolean[count];
    boolean[] truths = new boolean[count];
    boolean[] known = new boolean[count];
    for (int i = 0; i < count; i++) {
      MaturePrediction row = mature.get(i);
      flagged[i] = row.prediction().fraud();
      passThrough[i] = row.prediction().passThrough();
      reported[i] = row.reported().isPresent();
      known[i] = row.truth(rule).isPresent();
      truths[i] = row.truth(rule).orElse(false);
    }
    labelled = IntStream.range(0, count).filter(i -> known[i]).toArray();
    rows = new LabelledTable(all, truths).select(labelled);
    silence = rule.silence();
  }

  /// The rows whose truth is known.
  LabelledTable rows() {
    return rows;
  }

  /// Whether a row of known truth was let pass by lot.
  ///
  /// @param row its position among [#rows]
  boolean passThrough(int row) {
    return passThrough[labelled[row]];
  }

  /// Whether labels came alike for rows of every score.
  ///
  /// @param champion the champion's scores of rows
  /// @param leastPart see [LabelCoverage]
  LabelCoverage coverage(Function<FeatureTable, double[]> champion, double leastPart) {
    double[] scores = champion.apply(all);
    return switch (silence) {
      case UNKNOWN -> LabelCoverage.ofLabels(scores, flagged, reported, leastPart);
      case HONEST -> LabelCoverage.ofReports(scores, flagged, reported);
    };
  }
}
