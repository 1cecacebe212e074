package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way from a decision to the world: INTENT, the remedy, then DONE or FAILED. No remedy is
/// performed anywhere else.
///
/// An effect is performed only by the one who numbered it in the incident and announced it in the
/// journal, so two agents over one ledger never perform the same.
final class GuardedDoor {
  /// How a passage ended.
  sealed interface Passage {
    /// The remedy was performed, or failed.
    ///
    /// @param subject the incident, with the number of this remedy, not yet settled
    /// @param outcome what came of it
    record Performed(Case subject, Outcome outcome) implements Passage {}

    /// Somebody else changed the incident in between; nothing was done, and it may be tried again.
    ///
    /// @param incident the id of the incident
    record Contended(String incident) implements Passage {}

    /// Somebody else announced this very effect; nothing was done, and nothing may be.
    ///
    /// @param subject the incident
    /// @param key the key of the effect
    record Announced(Case subject, String key) implements Passage {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(GuardedDoor.class);
  private static final String INTERRUPTED = "interrupted";

  private final Casebook casebook;
  private final Journal journal;
  private final Remedies remedies;
  private final KillSwitch killSwitch;
  private final AgentListener listener;

  GuardedDoor(
      Casebook casebook,
      Journal journal,
      Remedies remedies,
      KillSwitch killSwitch,
      AgentListener listener) {
    this.casebook = casebook;
    this.journal = journal;
    this.remedies = remedies;
    this.killSwitch = killSwitch;
    this.listener = listener;
  }

  /// Performs a remedy. A change of the champion is refused while the kill switch is on.
  ///
  /// @throws InterruptedException when the process is ending; the INTENT stays open and is
  ///   reconciled at the next start
  Passage perform(Case subject, Remedy remedy, CheckReport report, Recommendation recommendation)
      throws InterruptedException {
    String id = subject.incident().id();
    Optional<Case> claimed = casebook.claim(subject, subject.incident().attempting());
    if (claimed.isEmpty()) {
      return new Passage.Contended(id);
    }
    String key = claimed.get().incident().key(remedy);
    // Asked at the last moment: whoever throws the switch stops the very next effect.
    Optional<String> stopped =
        changesTheChampion(remedy) ? killSwitch.standing() : Optional.empty();
    if (stopped.isPresent()) {
      return new Passage.Performed(claimed.get(), refused(id, key, remedy, report, stopped.get()));
    }
    if (!journal.intend(
        id, remedy.decision().code(), key, Details.intent(report, recommendation))) {
      return new Passage.Announced(claimed.get(), key);
    }
    listener.on(new AgentEvent.ActionBegun(id, remedy));
    Outcome outcome = attempt(remedy, new Remedies.Order(id, key, report, recommendation));
    close(key, remedy.decision().code(), outcome, report.id());
    listener.on(new AgentEvent.ActionEnded(id, remedy, outcome));
    return new Passage.Performed(claimed.get(), outcome);
  }

  /// Closes an effect that was announced before the last end of the process.
  void reconcile(JournalEntry intent) {
    Outcome outcome = remedies.reconcile(intent);
    LOG.info("reconciled {}: {}", intent.key(), outcome.describe());
    close(intent.key(), intent.step(), outcome, Details.report(intent).orElse(""));
  }

  /// The outcome of the latest remedy of an incident, where the journal has one.
  Optional<JournalEntry> end(Incident incident) {
    String prefix = incident.id() + "/" + incident.attempt() + "/";
    return journal.of(incident.id()).stream()
        .filter(entry -> entry.key().startsWith(prefix))
        .filter(entry -> isEnd(entry.phase()))
        .findFirst();
  }

  /// Whether the latest remedy of an incident was announced and is not closed.
  boolean isOpen(Incident incident) {
    String prefix = incident.id() + "/" + incident.attempt() + "/";
    return journal.openIntents().stream().anyMatch(entry -> entry.key().startsWith(prefix));
  }

  /// What has failed about a report of an incident, according to the journal. The first time that a
  /// remedy was interrupted does not count, so that a restart does not cost the repair; the second
  /// time does, so that a remedy that kills its process is not tried for ever.
  Attempts attempts(Incident incident, String report) {
    Attempts attempts = Attempts.none();
    Set<String> interrupted = new HashSet<>();
    for (JournalEntry entry : journal.of(incident.id())) {
      if (entry.phase() == JournalEntry.Phase.FAILED
          && Details.report(entry).filter(report::equals).isPresent()
          && !(entry.code().equals(INTERRUPTED) && interrupted.add(entry.step()))) {
        attempts =
            attempts.failed(Decision.ofCode(entry.step()), Details.outcome(entry).describe());
      }
    }
    return attempts;
  }

  private Outcome refused(String id, String key, Remedy remedy, CheckReport report, String reason) {
    Outcome refused = new Outcome.Refused(reason);
    LOG.warn("{} was not performed: {}", key, refused.describe());
    journal.note(
        id,
        Details.GUARD,
        "kill_switch",
        Details.guard(key, remedy.decision(), refused, report.id()));
    listener.on(new AgentEvent.ActionEnded(id, remedy, refused));
    return refused;
  }

  private static boolean changesTheChampion(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Alert _ -> false;
      case Remedy.RollBack _, Remedy.Retrain _ -> true;
    };
  }

  private Outcome attempt(Remedy remedy, Remedies.Order order) throws InterruptedException {
    try {
      return remedies.perform(remedy, order);
    } catch (RuntimeException e) {
      LOG.error("{} failed", order.key(), e);
      return new Outcome.Failed(remedy.decision().code() + " failed: " + e);
    }
  }

  private void close(String key, String step, Outcome outcome, String report) {
    String detail = Details.outcome(outcome, report);
    switch (outcome) {
      case Outcome.Changed _ ->
          journal.done(
              key, step.equals(Decision.RETRAIN.code()) ? "promoted" : "rolled_back", detail);
      case Outcome.Delivered _ -> journal.done(key, "delivered", detail);
      case Outcome.Refused _ -> journal.failed(key, "refused", detail);
      case Outcome.Failed _ -> journal.failed(key, "failed", detail);
      case Outcome.Interrupted _ -> journal.failed(key, INTERRUPTED, detail);
    }
  }

  private static boolean isEnd(JournalEntry.Phase phase) {
    return switch (phase) {
      case DONE, FAILED -> true;
      case INTENT, NOTE -> false;
    };
  }
}
