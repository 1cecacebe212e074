package io.evenkeel.alerts;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A notice as it is written down; [NoticeCodec] says what each field means.
record NoticeDocument(
    int format,
    String incident,
    String key,
    String time,
    String kind,
    String state,
    String model,
    String version,
    String decision,
    String source,
    @Nullable Double confidence,
    String reasoning,
    @Nullable Double driftScore,
    List<Moved> moved,
    List<String> quality,
    String outcome,
    @Nullable Change change,
    @Nullable BigDecimal timeToDetectSeconds,
    @Nullable BigDecimal timeToRecoverSeconds,
    String whatToDo) {
  /// The format that this program writes and reads.
  static final int FORMAT = 1;

  record Moved(String feature, String test, @Nullable Double score, @Nullable Double limit) {
    Moved {
      require("moved.feature", feature);
      require("moved.test", test);
    }
  }

  record Change(String from, String to) {
    Change {
      require("change.from", from);
      require("change.to", to);
    }
  }

  /// Rejects another format and a text or list that is null.
  NoticeDocument {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a notice of format %d; this program reads format %d".formatted(format, FORMAT));
    }
    require("incident", incident);
    require("key", key);
    require("time", time);
    require("kind", kind);
    require("state", state);
    require("model", model);
    require("version", version);
    require("decision", decision);
    require("source", source);
    require("reasoning", reasoning);
    require("moved", moved);
    require("quality", quality);
    require("outcome", outcome);
    require("what_to_do", whatToDo);
  }

  static NoticeDocument of(Notice notice) {
    return new NoticeDocument(
        FORMAT,
        notice.incident(),
        notice.key(),
        notice.time().toString(),
        notice.kind().name().toLowerCase(Locale.ROOT),
        notice.state().code(),
        notice.model(),
        notice.version(),
        notice.decision().code(),
        notice.source(),
        finite(notice.confidence()),
        notice.reasoning(),
        notice.driftScore().isPresent() ? finite(notice.driftScore().getAsDouble()) : null,
        notice.moved().stream()
            .map(moved ->
                new Moved(
                    moved.feature(), moved.test(), finite(moved.score()), finite(moved.limit())))
            .toList(),
        notice.quality(),
        notice.outcome(),
        notice.change().map(change -> new Change(change.from(), change.to())).orElse(null),
        notice.timeToDetect().map(NoticeDocument::seconds).orElse(null),
        notice.timeToRecover().map(NoticeDocument::seconds).orElse(null),
        notice.whatToDo());
  }

  Notice notice() {
    return new Notice(
        incident,
        key,
        Instant.parse(time),
        one(Notice.Kind.values(), "kind", kind),
        one(IncidentState.values(), "state", state),
        model,
        version,
        Decision.ofCode(decision),
        source,
        orNaN(confidence),
        reasoning,
        driftScore == null ? OptionalDouble.empty() : OptionalDouble.of(driftScore),
        moved.stream()
            .map(each ->
                new Notice.MovedFeature(
                    each.feature(), each.test(), orNaN(each.score()), orNaN(each.limit())))
            .toList(),
        quality,
        outcome,
        Optional.ofNullable(change).map(each -> new Notice.Change(each.from(), each.to())),
        Optional.ofNullable(timeToDetectSeconds).map(NoticeDocument::duration),
        Optional.ofNullable(timeToRecoverSeconds).map(NoticeDocument::duration),
        whatToDo);
  }

  private static <E extends Enum<E>> E one(E[] values, String field, String code) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(code)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a %s of a notice: '%s'".formatted(field, code));
  }

  private static void require(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " of a notice is null");
    }
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static BigDecimal seconds(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }

  private static Duration duration(BigDecimal seconds) {
    long nanos = seconds.movePointRight(9).longValueExact();
    return Duration.ofNanos(nanos);
  }
}
