package io.evenkeel.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Times and spans as people read them.
final class TimeText {
  private TimeText() {}

  /// A moment: `2026-11-01 12:00:05.250 UTC`.
  static String moment(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  /// A moment to the second: `2026-11-01 12:00:05 UTC`.
  static String second(Instant time) {
    return moment(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /// A span in its two largest units: `24.8 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`. A negative
  /// one has its sign: clocks are set back.
  static String span(Duration span) {
    if (span.isNegative()) {
      return "-" + span(span.negated());
    }
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
    }
    if (span.compareTo(Duration.ofHours(1)) < 0) {
      return "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart());
    }
    return span.compareTo(Duration.ofDays(1)) < 0
        ? "%d h %d min".formatted(span.toHours(), span.toMinutesPart())
        : "%d d %d h".formatted(span.toDays(), span.toHoursPart());
  }

  /// How long ago a moment was: `24.8 s ago`.
  static String ago(Instant time, Instant now) {
    return span(Duration.between(time, now)) + " ago";
  }
}
