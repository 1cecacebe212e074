package io.evenkeel.incident;

import java.time.Instant;

/// Something that people know will happen: a festival, maintenance. It changes what the agent may
/// do, and never whether people are told.
///
/// @param name what it is called, not blank
/// @param from when it begins, inclusive
/// @param to when it ends, exclusive; after `from`
/// @param effect what it changes meanwhile
public record PlannedEvent(String name, Instant from, Instant to, Effect effect) {
  /// What a planned event changes.
  public enum Effect {
    /// The agent may act more often in a day.
    MORE_BUDGET,
    /// The champion stays as it is.
    HOLD
  }

  /// Rejects an event without a name and one that ends before it begins.
  public PlannedEvent {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a planned event needs a name");
    }
    if (!to.isAfter(from)) {
      throw new IllegalArgumentException(
          "the planned event %s must end after it begins, from %s to %s".formatted(name, from, to));
    }
  }

  /// Whether it goes on at a moment.
  public boolean covers(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }
}
