package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.model.RocAuc;
import java.util.List;

/// What verification, or a later look at a promotion, had begun when its process died. A repair
/// that does not hold is dealt with in more than one effect: it is noted, undone, told, marked.
/// Each is exact by itself; after a death in between, the journal says which are still to come, so
/// that people are told once: not twice, and not never.
record LooseEnds(Casebook casebook, Journal journal, Escalation escalation, Champion champion) {
  /// Carries through what is begun and not finished. For the start only, after open effects were
  /// reconciled and settled.
  void tie() throws InterruptedException {
    for (Case subject : casebook.unresolved()) {
      List<JournalEntry> story = journal.of(subject.incident().id());
      for (int i = story.size() - 1; i >= 0; i--) {
        JournalEntry entry = story.get(i);
        if (changesByDecision(entry)) {
          // Another repair than that one is watched by now.
          break;
        }
        if (isNote(entry, Verification.WORSE)) {
          worse(subject, entry, story.subList(i, story.size()));
          break;
        }
        if (isNote(entry, Verification.DEADLINE)) {
          if (told(story.subList(i, story.size())) && !subject.incident().escalated()) {
            casebook.update(subject, Incident::withEscalation);
          }
          break;
        }
      }
    }
  }

  private void worse(Case subject, JournalEntry note, List<JournalEntry> since)
      throws InterruptedException {
    Incident incident = subject.incident();
    boolean undone = since.stream().anyMatch(entry -> done(entry, "rollback"));
    boolean told = told(since);
    if (undone && !told) {
      escalation.alert(
          subject,
          champion.version().orElse(incident.latest().version()),
          new RocAuc.NotEnoughData(0, 1),
          Details.fields(note).text("describe")
              + ": measured worse than at the gate. It was rolled back.");
    } else if (told && !undone && incident.verifying()) {
      casebook.update(subject, known -> known.withEscalation().reopened());
    } else if (told && !undone && !incident.escalated()) {
      casebook.update(subject, Incident::withEscalation);
    }
    if (note.step().equals(Details.REAPPRAISAL) && since.stream().noneMatch(PastLooks::concludes)) {
      endLook(note, incident.id(), since, undone);
    }
  }

  /// A look is over once people were told: what was undone is not judged again, and what was not is
  /// not told twice.
  private void endLook(
      JournalEntry note, String incident, List<JournalEntry> since, boolean undone) {
    if (!told(journal.of(incident).stream().filter(e -> e.sequence() > note.sequence()).toList())) {
      return;
    }
    boolean tried =
        since.stream().anyMatch(e -> e.step().equals("rollback") && e.phase() == Phase.FAILED);
    String code = undone ? PastLooks.REVERTED : tried ? PastLooks.NOT_REVERTED : PastLooks.HELD;
    JsonFields look = Details.fields(note);
    journal.note(
        incident,
        Details.REAPPRAISAL,
        code,
        Details.look(look.text("promotion"), look.whole("look"), look.text("describe")));
  }

  private static boolean changesByDecision(JournalEntry entry) {
    return entry.phase() == Phase.DONE
        && !entry.step().equals("alert")
        && Details.report(entry).filter(Remedies.Order::isByVerification).isEmpty();
  }

  private static boolean told(List<JournalEntry> since) {
    return since.stream().anyMatch(entry -> done(entry, "alert"));
  }

  /// Whether an entry says that an effect was performed that verification ordered.
  private static boolean done(JournalEntry entry, String step) {
    return entry.phase() == Phase.DONE
        && entry.step().equals(step)
        && Details.report(entry).filter(Remedies.Order::isByVerification).isPresent();
  }

  private static boolean isNote(JournalEntry entry, String code) {
    return entry.phase() == Phase.NOTE
        && (entry.step().equals(Details.VERIFY) || entry.step().equals(Details.REAPPRAISAL))
        && entry.code().equals(code);
  }
}
