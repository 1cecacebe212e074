package io.evenkeel.events;

import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the tests of this module have in common.
final class Fixtures {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(
              new Feature.Numeric("amount", new Range(0, true, 200_000), false, false, true, "INR"),
              new Feature.Numeric("age \"days\"", Range.any(), true, true, false, ""),
              new Feature.Categorical("device", new TreeSet<>(Set.of(0, 1, 2)), false, false)));

  private Fixtures() {}

  static Event.Draft prediction(String id) {
    return prediction(id, "v1");
  }

  static Event.Draft prediction(String id, String version) {
    double[] row = {12.5, Double.NaN, 2};
    return time -> new Event.Prediction(time, id, version, row, 0.25, false);
  }

  static Event.Draft label(String id, boolean fraud) {
    return time -> new Event.Label(time, id, fraud);
  }

  static Event.Draft rejection() {
    return time -> new Event.Rejection(time, Event.RejectionRule.MISSING, "amount");
  }

  static Event.Draft slice(long number, long... counts) {
    return time -> new Event.Slice(time, "v1", "1a2b", number, 7, 2, counts);
  }

  static EventSettings smallSegments(long bytes) {
    return new EventSettings(
        bytes,
        Duration.ofHours(1),
        Duration.ofDays(7),
        1L << 30,
        1L << 30,
        1L << 30,
        1L << 30,
        20_000);
  }

  static List<Path> segments(Path directory, Family family) {
    try {
      return Segment.list(directory, family).stream().map(Segment::path).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> ids(List<Event.Prediction> rows) {
    return rows.stream().map(Event.Prediction::transactionId).toList();
  }
}
