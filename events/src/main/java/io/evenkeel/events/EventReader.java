package io.evenkeel.events;

import io.evenkeel.model.FeatureSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads windows out of the event log while it is being written. A torn last line is not an event
/// yet; a transaction that occurs twice counts once, the first time.
///
/// Holds no state but the directory, so it is safe for use by many threads.
public final class EventReader {
  /// @param directory the directory of segments; may be empty or missing
  /// @param schema the features of the rows
  public EventReader(Path directory, FeatureSchema schema) {
    assert directory != null && schema != null;
  }

  /// The newest predictions of a version, at most `count`, in the order of time.
  public List<Event.Prediction> newest(String version, int count) {
    throw new UnsupportedOperationException();
  }

  /// The predictions in a span of time, in order.
  ///
  /// @param version only those of this version; any version when empty
  /// @param after exclusive
  /// @param until inclusive
  public List<Event.Prediction> predictions(
      Optional<String> version, Instant after, Instant until) {
    throw new UnsupportedOperationException();
  }

  /// The predictions in a span of time that have a label that counts at `now`, in order.
  public List<LabelledPrediction> labelled(
      Optional<String> version, Instant after, Instant now, LabelRule rule) {
    throw new UnsupportedOperationException();
  }

  /// How many requests were refused in a span of time.
  public long rejections(Instant after, Instant until) {
    throw new UnsupportedOperationException();
  }
}
