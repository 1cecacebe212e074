package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Guard;
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
  private static final int TRIES = 10;

  private final Casebook casebook;
  private final Journal journal;
  private final Remedies remedies;
  private final Gatekeeper gatekeeper;
  private final AgentListener listener;

  GuardedDoor(
      Casebook casebook,
      Journal journal,
      Remedies remedies,
      Gatekeeper gatekeeper,
      AgentListener listener) {
    this.casebook = casebook;
    this.journal = journal;
    this.remedies = remedies;
    this.gatekeeper = gatekeeper;
    this.listener = listener;
  }

  /// Performs a remedy, unless a guard refuses it.
  ///
  /// @throws InterruptedException when the process is ending; the INTENT stays open and is
  ///   reconciled at the next start
  Passage perform(Case subject, Remedy remedy, CheckReport report, Recommendation recommendation)
      throws InterruptedException {
    String id = subject.incident().id();
    // A person may have closed it since it was decided on.
    Optional<Case> claimed =
        subject.incident().resolved()
            ? Optional.empty()
            : casebook.claim(subject, Orders.numbered(subject.incident(), remedy));
    if (claimed.isEmpty()) {
      return new Passage.Contended(id);
    }
    String key = claimed.get().incident().key(remedy);
    Remedies.Order order = new Remedies.Order(id, key, report, recommendation);
    Optional<String> held = Orders.held(claimed.get().incident(), remedy);
    if (held.isPresent()) {
      return new Passage.Performed(
          claimed.get(),
          refused(order, remedy, new Guard.Verdict.Refused(Orders.OVERRULED, held.get())));
    }
    // Asked at the last moment: whoever throws the kill switch stops the very next effect.
    return switch (gatekeeper.atTheDoor(remedy, order)) {
      case Guard.Verdict.Refused refused ->
          new Passage.Performed(claimed.get(), refused(order, remedy, refused));
      case Guard.Verdict.Allowed _ -> announced(claimed.get(), remedy, order);
    };
  }

  /// As [#perform], but where somebody else changed the incident in between it is tried again on
  /// what the incident is now: what was measured must be undone and told all the same. Somebody who
  /// closed it has the last word.
  Passage insist(Case subject, Remedy remedy, CheckReport report, Recommendation recommendation)
      throws InterruptedException {
    Case current = subject;
    Passage passage = perform(current, remedy, report, recommendation);
    for (int tries = 1; passage instanceof Passage.Contended && tries < TRIES; tries++) {
      Optional<Case> fresh = casebook.find(current.incident().id());
      if (fresh.isEmpty() || fresh.get().incident().resolved()) {
        return passage;
      }
      current = fresh.get();
      passage = perform(current, remedy, report, recommendation);
    }
    return passage;
  }

  private Passage announced(Case subject, Remedy remedy, Remedies.Order order)
      throws InterruptedException {
    String action = remedy.decision().code();
    String report = order.report().id();
    if (!journal.intend(
        order.incident(),
        action,
        order.key(),
        Details.intent(order.report(), order.recommendation()))) {
      return new Passage.Announced(subject, order.key());
    }
    listener.on(new AgentEvent.ActionBegun(order.incident(), remedy));
    Outcome outcome = attempt(remedy, order);
    close(order.key(), action, outcome, report);
    listener.on(new AgentEvent.ActionEnded(order.incident(), remedy, outcome));
    return new Passage.Performed(subject, outcome);
  }

  /// Notes that a guard refused an action before a decision was made.
  void refused(
      Incident incident, Decision action, Guard.Verdict.Refused refused, CheckReport report) {
    LOG.warn(
        "{}: {} is refused by {}: {}", incident.id(), action, refused.guard(), refused.reason());
    journal.note(
        incident.id(),
        Details.GUARD,
        refused.guard(),
        Details.guard("", action, refused.reason(), report.id()));
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

  private Outcome refused(Remedies.Order order, Remedy remedy, Guard.Verdict.Refused refused) {
    Outcome outcome = new Outcome.Refused(refused.reason());
    LOG.warn("{} is refused by {}: {}", order.key(), refused.guard(), refused.reason());
    journal.note(
        order.incident(),
        Details.GUARD,
        refused.guard(),
        Details.guard(order.key(), remedy.decision(), refused.reason(), order.report().id()));
    listener.on(new AgentEvent.ActionEnded(order.incident(), remedy, outcome));
    return outcome;
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
