package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Repair;
import java.time.Clock;
import java.time.Instant;

/// Writes into an incident what came of its latest remedy. Doing it again after a crash gives the
/// same.
record Settlement(
    Casebook casebook, Champion champion, GuardedDoor door, AgentSettings settings, Clock clock) {

  Case settle(Case subject, Outcome outcome) {
    Instant now = clock.instant();
    return casebook.update(subject, incident -> settled(incident, outcome, now));
  }

  /// Settles what a dead process left: the latest remedy is closed in the journal, or was never
  /// announced, and the incident does not know.
  void settleAll() {
    for (Case subject : casebook.unresolved()) {
      Incident incident = subject.incident();
      if (incident.settled() == incident.attempt() || door.isOpen(incident)) {
        continue;
      }
      door.end(incident)
          .ifPresentOrElse(
              end -> settle(subject, Details.outcome(end)),
              () -> casebook.update(subject, Incident::attemptFailed));
    }
  }

  private Incident settled(Incident incident, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.Changed(
              String from,
              String to,
              double expectedRocAuc,
              double expectedStandardError,
              _,
              _) -> {
        Instant since = champion.since(to).orElse(now);
        yield incident.changed(
            new Repair.Changed(
                from,
                to,
                expectedRocAuc,
                expectedStandardError,
                since,
                since.plus(settings.verifyWithin()),
                settings.frauds(),
                Repair.Watch.from(since)),
            now);
      }
      case Outcome.Delivered _ ->
          incident.told(champion.version().orElse(incident.latest().version()), now);
      case Outcome.Refused _, Outcome.Failed _, Outcome.Interrupted _ -> incident.attemptFailed();
    };
  }
}
