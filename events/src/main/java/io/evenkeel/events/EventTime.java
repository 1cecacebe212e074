package io.evenkeel.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/// Times as they stand in lines: always 27 characters, `2026-11-22T13:59:54.123456Z`, so that their
/// bytes sort like the times.
final class EventTime {
  /// The length of a time in a line.
  static final int LENGTH = 27;

  private static final byte[] PATTERN = "0000-00-00T00:00:00.000000Z".getBytes(ISO_8859_1);
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private EventTime() {}

  /// The bytes of a time, cut to microseconds; times outside the years 0 to 9999 count as the
  /// nearest time inside.
  static byte[] bytes(Instant time) {
    Instant inside = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    LocalDateTime local = LocalDateTime.ofInstant(inside, ZoneOffset.UTC);
    byte[] text = PATTERN.clone();
    digits(text, 0, 4, local.getYear());
    digits(text, 5, 2, local.getMonthValue());
    digits(text, 8, 2, local.getDayOfMonth());
    digits(text, 11, 2, local.getHour());
    digits(text, 14, 2, local.getMinute());
    digits(text, 17, 2, local.getSecond());
    digits(text, 20, 6, local.getNano() / 1000);
    return text;
  }

  /// Reads a time.
  ///
  /// @throws DateTimeException when these bytes are no time
  static Instant parse(byte[] text, int from) {
    for (int i = 0; i < LENGTH; i++) {
      byte expected = PATTERN[i];
      byte found = text[from + i];
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        throw new DateTimeException(
            "not a time: " + new String(text, from, LENGTH, ISO_8859_1).trim());
      }
    }
    return LocalDateTime.of(
            number(text, from, 4),
            number(text, from + 5, 2),
            number(text, from + 8, 2),
            number(text, from + 11, 2),
            number(text, from + 14, 2),
            number(text, from + 17, 2),
            number(text, from + 20, 6) * 1000)
        .toInstant(ZoneOffset.UTC);
  }

  /// Compares a time in a line with one made by [#bytes].
  static int compare(byte[] text, int from, byte[] time) {
    return Arrays.compare(text, from, from + LENGTH, time, 0, LENGTH);
  }

  /// The first whole microsecond after a time.
  static Instant after(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
  }

  private static void digits(byte[] text, int from, int count, int value) {
    int rest = value;
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int number(byte[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value * 10 + text[i] - '0';
    }
    return value;
  }
}
