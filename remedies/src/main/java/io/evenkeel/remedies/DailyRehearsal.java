package io.evenkeel.remedies;

import io.evenkeel.alerts.Alert;
import io.evenkeel.alerts.AlertChannel;
import io.evenkeel.alerts.Delivery;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Journal;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.Rehearsal;
import io.evenkeel.registry.ServingVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes sure once a day that every version could serve again, and tells people of each that could
/// not.
///
/// When the last one was is in the journal, so a restart neither repeats nor forgets it. Owned by
/// one thread; only the process that holds the agent's lock may run one.
public final class DailyRehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(DailyRehearsal.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Registry registry;
  private final Journal journal;
  private final AlertChannel alerts;
  private final Clock clock;

  /// @param registry the versions
  /// @param journal takes what was found
  /// @param alerts where people are told of what is lost
  /// @param clock the present
  public DailyRehearsal(Registry registry, Journal journal, AlertChannel alerts, Clock clock) {
    this.registry = registry;
    this.journal = journal;
    this.alerts = alerts;
    this.clock = clock;
  }

  /// Rehearses if a day has gone since the last time, or the clock was set back behind it.
  ///
  /// @return what was found; empty where none was due
  public Optional<Rehearsal> step() {
    Instant now = clock.instant();
    boolean due =
        Rehearsal.latest(journal)
            .filter(last -> !last.isAfter(now) && now.isBefore(last.plus(DAY)))
            .isEmpty();
    if (!due || registry.versions().isEmpty()) {
      return Optional.empty();
    }
    Rehearsal rehearsal = Rehearsal.of(registry);
    // The alert first: were it the note, a crash in between would leave people untold for a day.
    if (!rehearsal.lost().isEmpty()) {
      tell(rehearsal, now);
    }
    rehearsal.note(journal);
    LOG.info("{}", rehearsal.describe());
    return Optional.of(rehearsal);
  }

  /// Looks every minute whether one is due, until the thread is interrupted. What goes wrong is
  /// tried again.
  ///
  /// @throws InterruptedException when the process is ending
  public void watch() throws InterruptedException {
    while (true) {
      try {
        step();
      } catch (RuntimeException e) {
        LOG.error("the rehearsal of rollbacks failed; it is tried again", e);
      }
      Thread.sleep(LOOK);
    }
  }

  private void tell(Rehearsal rehearsal, Instant now) {
    String names =
        rehearsal.lost().stream().map(Rehearsal.Found::version).collect(Collectors.joining(", "));
    String key = "rehearsal-" + STAMP.format(now);
    Alert alert =
        new Alert(
            key,
            key + "/alert",
            now,
            registry.serving().map(ServingVersion::version).orElse("none"),
            new DriftReport(0, List.of(), List.of(), new Verdict.NotEnoughData(0, 1)),
            new Recommendation(
                Decision.ALERT,
                1,
                "No rollback to " + names + " is possible: " + rehearsal.describe() + "."),
            "Restore the files of %s under models/ from a backup.".formatted(names));
    switch (alerts.send(alert)) {
      case Delivery.Delivered(String where) -> LOG.error("{} lost; told {}", names, where);
      case Delivery.Failed(String reason) ->
          LOG.error("{} lost, and nobody could be told: {}", names, reason);
    }
  }
}
