package io.evenkeel.remedies;

import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.events.LabelledPrediction;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rows that have a label that counts by now, whoever served them. Stateless.
final class MatureRows {
  private final EventReader events;
  private final LabelRule rule;
  private final Clock clock;

  MatureRows(EventReader events, LabelRule rule, Clock clock) {
    this.events = events;
    this.rule = rule;
    this.clock = clock;
  }

  /// The mature rows since a moment, that one included, in the order of time.
  LabelledTable since(Instant from, FeatureSchema schema) {
    List<LabelledPrediction> rows =
        events.labelled(Optional.empty(), from.minusNanos(1), clock.instant(), rule);
    boolean[] labels = new boolean[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).fraud();
    }
    return new LabelledTable(
        FeatureTable.ofRows(schema, rows.stream().map(row -> row.prediction().features()).toList()),
        labels);
  }
}
