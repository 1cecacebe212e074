package io.evenkeel.events;

import io.evenkeel.model.ScoredLabels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Reads scores with their labels in bounded memory: every fraud, and of the other rows a draw. A
/// row is drawn by a hash of its id; when there are too many, half of them are let go, by one more
/// bit of the hash. So the draw does not depend on the order of the rows, and the same log gives
/// the same rows.
///
/// The labels are read before the rows, to know the frauds, and once more after them where silence
/// means nothing, to know which of the drawn rows are labelled.
///
/// Owned by one thread.
final class ScoreReading {
  private static final long ODD = 0x9e3779b97f4a7c15L;

  private final Path directory;
  private final LineDecoder decoder;
  private final TornLines torn;
  private final int most;
  private final Set<String> frauds = new HashSet<>();
  private final Map<String, Double> ofFrauds = new LinkedHashMap<>();
  private final Map<String, Double> ofOthers = new LinkedHashMap<>();
  private int bits;

  /// @param most rows that are no fraud, at least 1
  ScoreReading(Path directory, LineDecoder decoder, TornLines torn, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 row must be kept, asked " + most);
    }
    this.directory = directory;
    this.decoder = decoder;
    this.torn = torn;
    this.most = most;
  }

  ScoredLabels read(String version, Instant after, Instant now, LabelRule rule) {
    labels(
        now,
        label -> {
          if (label.fraud()) {
            frauds.add(label.transactionId());
          } else {
            frauds.remove(label.transactionId());
          }
        });
    rows(version, new Span(after, now.minus(rule.maturity())));
    if (rule.silence() == LabelRule.Silence.UNKNOWN) {
      forgetUnlabelled(now);
    }
    return joined();
  }

  private void rows(String version, Span span) {
    new ForwardScan<>(span, decoder::prediction, torn)
        .run(
            directory,
            Family.PREDICTIONS,
            row -> {
              if (row.version().equals(version)) {
                keep(row.transactionId(), row.probability());
              }
              return true;
            });
  }

  /// Keeps a row, unless the same transaction was scored before or the draw passes it over.
  private void keep(String id, double score) {
    if (frauds.contains(id)) {
      ofFrauds.putIfAbsent(id, score);
    } else if (drawn(id)) {
      ofOthers.putIfAbsent(id, score);
      while (ofOthers.size() > most) {
        bits++;
        ofOthers.keySet().removeIf(known -> !drawn(known));
      }
    }
  }

  private boolean drawn(String id) {
    long hash = id.hashCode() * ODD;
    hash = (hash ^ (hash >>> 32)) * ODD;
    return bits == 0 || hash >>> (Long.SIZE - bits) == 0;
  }

  private void forgetUnlabelled(Instant now) {
    Set<String> labelled = new HashSet<>();
    labels(
        now,
        label -> {
          if (ofOthers.containsKey(label.transactionId())) {
            labelled.add(label.transactionId());
          }
        });
    ofOthers.keySet().retainAll(labelled);
  }

  private void labels(Instant now, Consumer<Event.Label> each) {
    new ForwardScan<>(new Span(Instant.MIN, now), decoder::label, torn)
        .run(
            directory,
            Family.LABELS,
            label -> {
              each.accept(label);
              return true;
            });
  }

  private ScoredLabels joined() {
    double[] scores = new double[ofFrauds.size() + ofOthers.size()];
    boolean[] fraud = new boolean[scores.length];
    int at = 0;
    for (double score : ofFrauds.values()) {
      scores[at] = score;
      fraud[at++] = true;
    }
    for (double score : ofOthers.values()) {
      scores[at++] = score;
    }
    return new ScoredLabels(scores, fraud);
  }
}
