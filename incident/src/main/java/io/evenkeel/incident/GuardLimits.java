package io.evenkeel.incident;

import java.time.Duration;
import java.util.List;

/// How often the agent may try to change the champion.
///
/// @param cooldown how long after an action began the same is not taken again
/// @param dailyBudget rollbacks and retrains within any 24 hours, at least 0; none of 0
/// @param failures failed attempts at an action in a row after which it is left to people, at least
///   1
/// @param ineffective changes of the champion in a row without effect after which it is left as it
///   is, at least 1
/// @param hold how long an action is left to people then; after it one attempt is made
/// @param recurrence incidents opened or reopened within `recurrenceWithin` with which the champion
///   is left as it is, at least 1
/// @param recurrenceWithin the time in which they are counted, above 0
/// @param backoff how long to wait after the first failure of an action in a row, the second, and
///   so on; the last one holds for all later ones; not empty
public record GuardLimits(
    Duration cooldown,
    int dailyBudget,
    int failures,
    int ineffective,
    Duration hold,
    int recurrence,
    Duration recurrenceWithin,
    List<Duration> backoff) {
  /// Copies the list; rejects limits that make no sense.
  public GuardLimits {
    backoff = List.copyOf(backoff);
    require(!cooldown.isNegative(), "cooldown", cooldown);
    require(dailyBudget >= 0, "daily-budget", dailyBudget);
    require(failures >= 1, "failures", failures);
    require(ineffective >= 1, "ineffective", ineffective);
    require(!hold.isNegative(), "hold", hold);
    require(recurrence >= 1, "recurrence", recurrence);
    require(recurrenceWithin.isPositive(), "recurrence-within", recurrenceWithin);
    require(
        !backoff.isEmpty() && backoff.stream().noneMatch(Duration::isNegative), "backoff", backoff);
  }

  /// Ten minutes of cooldown, 12 actions in 24 hours, 3 failures, 3 changes without effect, a day
  /// for people, 5 incidents in 4 hours, backoff of 1, 2, 4, 8 and 10 minutes.
  public static GuardLimits defaults() {
    return new GuardLimits(
        Duration.ofMinutes(10),
        12,
        3,
        3,
        Duration.ofDays(1),
        5,
        Duration.ofHours(4),
        List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(8),
            Duration.ofMinutes(10)));
  }

  /// The same with another cooldown.
  public GuardLimits withCooldown(Duration next) {
    return new GuardLimits(
        next, dailyBudget, failures, ineffective, hold, recurrence, recurrenceWithin, backoff);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("the limit %s cannot be %s".formatted(name, value));
    }
  }
}
