package io.evenkeel.events;

import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.ScoredLabels;
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
    return newest(version, new Span(after, Instant.MAX), count);
  }

  private List<Event.Prediction> newest(String version, Span span, int count) {
    if (count <= 0) {
      return List.of();
    }
    SequencedMap<String, Event.Prediction> found = new LinkedHashMap<>();
    new ReverseScan<>(span, decoder::prediction, torn)
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

  /// Shows the predictions in a span of time one after the other, without holding them: for spans
  /// of any length. A transaction that occurs twice is shown twice.
  ///
  /// @param after exclusive
  /// @param until inclusive
  /// @param visitor says whether it wants the next one
  public void eachPrediction(Instant after, Instant until, Predicate<Event.Prediction> visitor) {
    new ForwardScan<>(new Span(after, until), decoder::prediction, torn)
        .run(directory, Family.PREDICTIONS, visitor);
  }

  /// Shows the labels that came in a span of time one after the other.
  ///
  /// @param after exclusive
  /// @param until inclusive
  /// @param visitor says whether it wants the next one
  public void eachLabel(Instant after, Instant until, Predicate<Event.Label> visitor) {
    new ForwardScan<>(new Span(after, until), decoder::label, torn)
        .run(directory, Family.LABELS, visitor);
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
    List<LabelledPrediction> labelled = new ArrayList<>();
    for (MaturePrediction row : mature(version, after, now, rule)) {
      row.truth(rule)
          .ifPresent(fraud -> labelled.add(new LabelledPrediction(row.prediction(), fraud)));
    }
    return labelled;
  }

  /// The predictions in a span of time that are as old as the maturity at `now`, in order, with the
  /// latest label that was there then, or without one. Costs as much as [#labelled].
  ///
  /// @param version only those of this version; any version when empty
  /// @param after exclusive
  /// @param now the moment for which is asked
  /// @param rule from when on labels count
  public List<MaturePrediction> mature(
      Optional<String> version, Instant after, Instant now, LabelRule rule) {
    return reported(predictions(version, after, now.minus(rule.maturity())), now);
  }

  /// The newest predictions of a version after a time that are as old as the maturity at `now`, at
  /// most `count`, in order, with the latest label that was there then, or without one.
  ///
  /// @param after exclusive
  /// @param now the moment for which is asked
  /// @param rule from when on labels count
  public List<MaturePrediction> newestMature(
      String version, Instant after, Instant now, LabelRule rule, int count) {
    return reported(newest(version, new Span(after, now.minus(rule.maturity())), count), now);
  }

  private List<MaturePrediction> reported(List<Event.Prediction> rows, Instant now) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> labels = labelsOf(rows, now);
    return rows.stream()
        .map(row -> new MaturePrediction(row, Optional.ofNullable(labels.get(row.transactionId()))))
        .toList();
  }

  /// Scores and labels of the predictions of a version that have a label that counts at `now`, by
  /// the same rules as [#labelled], in bounded memory: all that are fraud, and of the others a draw
  /// of at most `most`. Good for what does not depend on the share of frauds, as ROC-AUC.
  ///
  /// @param after exclusive
  /// @param now the moment for which is asked
  /// @param rule from when on labels count, and what silence means
  /// @param most rows that are no fraud, at least 1
  public ScoredLabels scored(String version, Instant after, Instant now, LabelRule rule, int most) {
    return new ScoreReading(directory, decoder, torn, most).read(version, after, now, rule);
  }

  /// The labels that came in a span of time, in order; of one transaction there may be several.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public List<Event.Label> labels(Instant after, Instant until) {
    List<Event.Label> labels = new ArrayList<>();
    new ForwardScan<>(new Span(after, until), decoder::label, torn)
        .run(directory, Family.LABELS, labels::add);
    return labels;
  }

  /// How many requests were refused in a span of time.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public long rejections(Instant after, Instant until) {
    return rejectionsByClient(after, until).values().stream().mapToLong(Long::longValue).sum();
  }

  /// How many requests were refused in a span of time, by client; under the empty name those of
  /// clients that did not name themselves.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public Map<String, Long> rejectionsByClient(Instant after, Instant until) {
    Map<String, Long> counts = new HashMap<>();
    new ForwardScan<>(new Span(after, until), decoder::rejection, torn)
        .run(
            directory,
            Family.REJECTIONS,
            rejection -> {
              counts.merge(rejection.client(), 1L, Long::sum);
              return true;
            });
    return Map.copyOf(counts);
  }

  /// How fast frauds are reported.
  ///
  /// @param frauds labels that say fraud
  /// @param first the time of the first label of any kind
  public record ReportedFrauds(long frauds, Instant first) {}

  /// The labels of a span of time that say fraud; empty where it has no label at all.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public Optional<ReportedFrauds> reportedFrauds(Instant after, Instant until) {
    long[] frauds = {0};
    List<Instant> first = new ArrayList<>(1);
    new ForwardScan<>(new Span(after, until), decoder::label, torn)
        .run(
            directory,
            Family.LABELS,
            label -> {
              if (first.isEmpty()) {
                first.add(label.time());
              }
              frauds[0] += label.fraud() ? 1 : 0;
              return true;
            });
    return first.stream().findFirst().map(begin -> new ReportedFrauds(frauds[0], begin));
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
