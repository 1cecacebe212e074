package io.evenkeel.events;

import io.evenkeel.model.FeatureSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// Reads windows out of the event log while it is being written. A torn last line is not an event
/// yet; a torn line elsewhere, which the death of a server leaves behind, is passed over and
/// counted; a transaction that occurs twice in what is asked for counts once, the first time.
///
/// An event gets its time shortly before it can be read. Who reads on from where it stopped should
/// begin after the time of the last event it got, not after the time at which it read.
///
/// Holds no state but the directory and the count of torn lines, so it is safe for use by many
/// threads. Its methods throw [java.io.UncheckedIOException] when a segment cannot be read.
public final class EventReader {
  private final Path directory;
  private final LineDecoder decoder;
  private final TornLines torn = new TornLines();

  /// Reads the log in a directory.
  ///
  /// @param directory the directory of segments; may be empty or missing
  /// @param schema the features of the rows
  public EventReader(Path directory, FeatureSchema schema) {
    this.directory = directory;
    this.decoder = new LineDecoder(schema);
  }

  /// The newest predictions of a version, at most `count`, in the order of time. Reads backwards
  /// until it has them: if the version has fewer, to the beginning of the log.
  public List<Event.Prediction> newest(String version, int count) {
    return newest(version, Instant.MIN, count);
  }

  /// The newest predictions of a version after a time, at most `count`, in the order of time.
  ///
  /// @param after exclusive; nothing before it is read
  public List<Event.Prediction> newest(String version, Instant after, int count) {
    if (count <= 0) {
      return List.of();
    }
    SequencedMap<String, Event.Prediction> found = new LinkedHashMap<>();
    new ReverseScan<>(new Span(after, Instant.MAX), decoder::prediction, torn)
        .run(
            directory,
            Family.PREDICTIONS,
            row -> {
              if (row.version().equals(version)) {
                // Going backwards, the earlier of two rows comes second and is the one that counts.
                found.remove(row.transactionId());
                found.put(row.transactionId(), row);
              }
              return found.size() < count;
            });
    return List.copyOf(found.sequencedValues().reversed());
  }

  /// The first predictions of a version after a time, at most `count`, in the order of time.
  ///
  /// @param after exclusive
  public List<Event.Prediction> first(String version, Instant after, int count) {
    List<Event.Prediction> rows = new ArrayList<>();
    if (count > 0) {
      collect(Optional.of(version), new Span(after, Instant.MAX), rows, count);
    }
    return rows;
  }

  /// The predictions in a span of time, in order.
  ///
  /// @param version only those of this version; any version when empty
  /// @param after exclusive
  /// @param until inclusive
  public List<Event.Prediction> predictions(
      Optional<String> version, Instant after, Instant until) {
    List<Event.Prediction> rows = new ArrayList<>();
    collect(version, new Span(after, until), rows, Integer.MAX_VALUE);
    return rows;
  }

  /// The predictions in a span of time that have a label that counts at `now`, in order.
  ///
  /// A row counts once it is as old as the maturity, whatever its label says; the latest label that
  /// was there at `now` counts, also one that came before the prediction. Reads all labels that are
  /// kept, as a label may be of any age.
  ///
  /// @param version only those of this version; any version when empty
  /// @param after exclusive
  /// @param now the moment for which is asked
  /// @param rule from when on labels count, and what silence means
  public List<LabelledPrediction> labelled(
      Optional<String> version, Instant after, Instant now, LabelRule rule) {
    List<Event.Prediction> rows = predictions(version, after, now.minus(rule.maturity()));
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> labels = labelsOf(rows, now);
    List<LabelledPrediction> labelled = new ArrayList<>(rows.size());
    for (Event.Prediction row : rows) {
      Boolean label = labels.get(row.transactionId());
      if (label != null) {
        labelled.add(new LabelledPrediction(row, label));
      } else if (rule.silence() == LabelRule.Silence.HONEST) {
        labelled.add(new LabelledPrediction(row, false));
      }
    }
    return labelled;
  }

  /// How many requests were refused in a span of time.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public long rejections(Instant after, Instant until) {
    long[] count = {0};
    new ForwardScan<>(new Span(after, until), decoder::rejection, torn)
        .run(
            directory,
            Family.REJECTIONS,
            _ -> {
              count[0]++;
              return true;
            });
    return count[0];
  }

  /// How many lines this reader had to pass over because they were torn or no event.
  public long tornLines() {
    return torn.total();
  }

  private void collect(
      Optional<String> version, Span span, List<Event.Prediction> rows, int count) {
    Set<String> seen = new HashSet<>();
    Predicate<Event.Prediction> asked =
        version
            .<Predicate<Event.Prediction>>map(v -> row -> v.equals(row.version()))
            .orElse(_ -> true);
    new ForwardScan<>(span, decoder::prediction, torn)
        .run(
            directory,
            Family.PREDICTIONS,
            row -> {
              if (asked.test(row) && seen.add(row.transactionId())) {
                rows.add(row);
              }
              return rows.size() < count;
            });
  }

  private Map<String, Boolean> labelsOf(List<Event.Prediction> rows, Instant now) {
    Set<String> ids = HashSet.newHashSet(rows.size());
    rows.forEach(row -> ids.add(row.transactionId()));
    Map<String, Boolean> labels = HashMap.newHashMap(rows.size());
    new ForwardScan<>(new Span(Instant.MIN, now), decoder::label, torn)
        .run(
            directory,
            Family.LABELS,
            label -> {
              if (ids.contains(label.transactionId())) {
                labels.put(label.transactionId(), label.fraud());
              }
              return true;
            });
    return labels;
  }
}
