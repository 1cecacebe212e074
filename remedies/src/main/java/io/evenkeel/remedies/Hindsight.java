package io.evenkeel.remedies;

import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.registry.Registry;
import java.time.Instant;
import java.util.stream.IntStream;

/// Measures a version that serves against the one before it, on rows that it served. Stateless.
final class Hindsight {
  /// The newest so many rows are read: enough for thousands of frauds, and no more than fit in
  /// memory however long a version serves.
  private static final int MOST = 200_000;

  private final Registry registry;
  private final MatureRows rows;
  private final double labelCoverage;

  Hindsight(Registry registry, MatureRows rows, double labelCoverage) {
    this.registry = registry;
    this.rows = rows;
    this.labelCoverage = labelCoverage;
  }

  PairedComparison compare(String serving, String before, Instant since, int needed) {
    ModelBundle now = registry.open(serving);
    ModelBundle then = registry.open(before);
    if (!now.schema().features().equals(then.schema().features())) {
      return new PairedComparison.NotEnoughData(0, needed);
    }
    MatureSample sample = rows.newest(serving, since, now.schema(), MOST);
    LabelledTable known = sample.rows();
    if (known.positives() < needed) {
      return new PairedComparison.NotEnoughData(known.positives(), needed);
    }
    LabelledTable measuring =
        sample.coverage(now.scorer()::probabilities, labelCoverage).even()
            ? known
            : known.select(IntStream.range(0, known.rows()).filter(sample::passThrough).toArray());
    return Scores.compare(then, now, measuring, needed);
  }
}
