package io.evenkeel.remedies;

import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.events.LabelledPrediction;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts the labels that a retrain on a report could learn from, and estimates how many may come
/// while it waits. Stateless.
final class LabelStock {
  private static final Duration LOOK_BACK = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final double NANOS_PER_HOUR = 3.6e12;

  private final EventReader events;
  private final LabelRule rule;
  private final RetrainSettings settings;
  private final Clock clock;

  LabelStock(EventReader events, LabelRule rule, RetrainSettings settings, Clock clock) {
    this.events = events;
    this.rule = rule;
    this.settings = settings;
    this.clock = clock;
  }

  /// The labels; empty when the report names no rows.
  Optional<LabelSupply> of(CheckReport report) {
    return report.onset().or(() -> report.window().map(Window::from)).map(this::since);
  }

  private LabelSupply since(Instant onset) {
    Instant now = clock.instant();
    int frauds =
        (int)
            events.labelled(Optional.empty(), onset.minusNanos(1), now, rule).stream()
                .filter(LabelledPrediction::fraud)
                .count();
    int needed = settings.trainingFrauds() + settings.gate().frauds();
    if (frauds >= needed) {
      return new LabelSupply(frauds, needed, 0, Duration.ZERO);
    }
    Instant ripe = now.minus(rule.maturity());
    Duration ripening =
        Duration.between(ripe.isAfter(onset) ? ripe : onset, ripe.plus(settings.labelDeadline()));
    return new LabelSupply(
        frauds, needed, perHour(now), ripening.isNegative() ? Duration.ZERO : ripening);
  }

  /// Frauds among the labels of the last hour, as far back as there are any.
  private double perHour(Instant now) {
    return events
        .reportedFrauds(now.minus(LOOK_BACK), now)
        .map(reported -> {
          Duration seen = Duration.between(reported.first(), now);
          Duration span = seen.compareTo(SHORTEST) < 0 ? SHORTEST : seen;
          return reported.frauds() * NANOS_PER_HOUR / span.toNanos();
        })
        .orElse(0.0);
  }
}
