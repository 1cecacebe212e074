package io.evenkeel.remedies;

import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.LabelledTable;
import java.time.Clock;
import java.time.Instant;
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
    return sample(from, schema).rows();
  }

  /// The newest mature rows that a version served after a moment, also those without a label.
  ///
  /// @param after exclusive
  /// @param most the most rows
  MatureSample newest(String version, Instant after, FeatureSchema schema, int most) {
    return new MatureSample(
        schema, events.newestMature(version, after, clock.instant(), rule, most), rule);
  }

  /// The mature rows since a moment, that one included, also those without a label.
  MatureSample sample(Instant from, FeatureSchema schema) {
    return new MatureSample(
        schema, events.mature(Optional.empty(), from.minusNanos(1), clock.instant(), rule), rule);
  }
}
