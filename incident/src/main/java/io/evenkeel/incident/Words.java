package io.evenkeel.incident;

import java.time.Duration;
import java.util.Locale;

/// How refusals speak.
final class Words {
  private static final long NEARLY_A_SECOND = 999_999_999;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private Words() {}

  static String verb(Decision action) {
    return switch (action) {
      case RETRAIN -> "retrain";
      case ROLLBACK -> "roll back";
      case ALERT, OK -> action.code();
    };
  }

  /// A span in its largest fitting unit, rounded up so that it is never said to be over too early.
  static String span(Duration span) {
    long seconds = span.plusNanos(NEARLY_A_SECOND).toSeconds();
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    if (seconds < 2 * HOUR) {
      return Math.ceilDiv(seconds, MINUTE) + " min";
    }
    return String.format(Locale.ROOT, "%.1f h", Math.ceil(10.0 * seconds / HOUR) / 10)
        .replace(".0 h", " h");
  }
}
