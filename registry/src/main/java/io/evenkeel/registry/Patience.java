package io.evenkeel.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Which versions hung when they were asked for, and how long each is left alone: 30 s, 1 min, ...
/// up to 5 min. It lasts as long as the process. Safe for use by many threads.
final class Patience {
  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /// @param since when it hung, in nanoseconds of no particular origin
  /// @param length how long it is left alone from then on
  private record Pause(long since, Duration length) {}

  Patience(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Whether a version is to be left alone.
  boolean isTried(String version) {
    return Optional.ofNullable(pauses.get(version))
        .filter(pause -> nanos.getAsLong() - pause.since() < pause.length().toNanos())
        .isPresent();
  }

  void hung(String version) {
    pauses.merge(
        version,
        new Pause(nanos.getAsLong(), SHORTEST),
        (before, now) -> new Pause(now.since(), doubled(before.length())));
  }

  void answered(String version) {
    pauses.remove(version);
  }

  private static Duration doubled(Duration length) {
    Duration doubled = length.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
