package io.evenkeel.agent;

import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Incidents;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The incidents in the ledger, as incidents. Each change of state is noted in the journal, in the
/// same transaction, and told to the listener.
///
/// Safe for use by many threads and processes: every change is a compare-and-set.
final class Casebook {
  /// An incident and the revision at which it was read.
  record Case(Incident incident, long revision) {}

  private static final int FIRST_REVISION = 1;

  private final Ledger ledger;
  private final AgentListener listener;

  Casebook(Ledger ledger, AgentListener listener) {
    this.ledger = ledger;
    this.listener = listener;
  }

  List<Case> all() {
    return ledger.incidents().all().stream().map(Casebook::open).toList();
  }

  List<Case> unresolved() {
    return all().stream().filter(known -> !known.incident().resolved()).toList();
  }

  Optional<Case> find(String id) {
    return ledger.incidents().find(id).map(Casebook::open);
  }

  /// Files a new incident, under the next free id where its own is taken.
  Case open(Incident incident) {
    Incident named = incident;
    for (int i = 2; !file(named); i++) {
      named = incident.named(incident.id() + "-" + i);
    }
    tell(named);
    return new Case(named, FIRST_REVISION);
  }

  /// Changes an incident, anew on what it has become where somebody else changed it in between.
  Case update(Case known, UnaryOperator<Incident> change) {
    Case current = known;
    while (true) {
      Optional<Case> changed = claim(current, change.apply(current.incident()));
      if (changed.isPresent()) {
        return changed.get();
      }
      String id = known.incident().id();
      current =
          find(id)
              .orElseThrow(
                  () -> new IllegalStateException("incident " + id + " is gone from the ledger"));
    }
  }

  /// Changes an incident unless somebody else did in between; then nothing is done.
  Optional<Case> claim(Case known, Incident next) {
    return claim(known, next, List.of());
  }

  /// As [#claim], with what the journal says of it besides: both or neither, whoever dies when.
  Optional<Case> claim(Case known, Incident next, List<Incidents.Note> said) {
    boolean moved = known.incident().state() != next.state();
    List<Incidents.Note> notes = new ArrayList<>();
    if (moved) {
      notes.add(new Incidents.Note(Details.INCIDENT, next.state().code(), Details.incident(next)));
    }
    notes.addAll(said);
    if (!ledger
        .incidents()
        .change(
            next.id(), known.revision(), next.state().code(), IncidentCodec.write(next), notes)) {
      return Optional.empty();
    }
    if (moved) {
      listener.on(new AgentEvent.IncidentChanged(next));
    }
    return Optional.of(new Case(next, known.revision() + 1));
  }

  /// Notes the states of incidents that the journal does not know: a process that opens one may die
  /// before it can note that, and older programs noted changes apart.
  void noteWhatIsMissing() {
    for (Case known : all()) {
      Incident incident = known.incident();
      Optional<String> noted =
          ledger.journal().of(incident.id()).reversed().stream()
              .filter(entry -> entry.step().equals(Details.INCIDENT))
              .findFirst()
              .map(JournalEntry::code);
      // Of one that is over the notes may have been removed: it had some, or it would not be over.
      if (noted.isEmpty() ? !incident.resolved() : !noted.get().equals(incident.state().code())) {
        tell(incident);
      }
    }
  }

  private boolean file(Incident incident) {
    return ledger
        .incidents()
        .open(incident.id(), incident.state().code(), IncidentCodec.write(incident));
  }

  private void tell(Incident incident) {
    ledger
        .journal()
        .note(incident.id(), Details.INCIDENT, incident.state().code(), Details.incident(incident));
    listener.on(new AgentEvent.IncidentChanged(incident));
  }

  private static Case open(Incidents.Fact fact) {
    return new Case(IncidentCodec.read(fact.detail()), fact.revision());
  }
}
