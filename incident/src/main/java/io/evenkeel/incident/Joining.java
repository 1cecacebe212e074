package io.evenkeel.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which incident a report belongs to.
///
/// An unresolved incident takes every report of the model, whatever its cause: one trouble at a
/// time is told as one story. A resolved incident of the same cause is reopened when the report
/// comes soon after it was resolved. Otherwise a new one is opened.
///
/// @param reopenWithin how long after it was resolved an incident can be reopened
public record Joining(Duration reopenWithin) {
  /// Rejects a negative span.
  public Joining {
    if (reopenWithin.isNegative()) {
      throw new IllegalArgumentException("reopenWithin must not be negative, was " + reopenWithin);
    }
  }

  /// The incident that takes a finding, if one of those given does; empty: a new one is opened.
  ///
  /// @param incidents all incidents of the model
  /// @param cause the cause of the finding
  /// @param now the present
  public Optional<Incident> home(List<Incident> incidents, List<String> cause, Instant now) {
    List<String> sorted = cause.stream().sorted().distinct().toList();
    Comparator<Incident> byAge = Comparator.comparing(incident -> incident.timeline().detected());
    return incidents.stream()
        .filter(incident -> !incident.resolved())
        .max(byAge)
        .or(() ->
            incidents.stream()
                .filter(incident -> incident.cause().equals(sorted))
                .filter(incident -> resolvedAfter(incident, now.minus(reopenWithin)))
                .max(byAge));
  }

  private static boolean resolvedAfter(Incident incident, Instant limit) {
    return incident.ended().filter(time -> !time.isBefore(limit)).isPresent();
  }
}
