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
///
/// A look at a promotion is closed as well, or it would be made once more.
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
          List<JournalEntry> since = story.subList(i, story.size());
          if (entry.step().equals(Details.REAPPRAISAL)) {
            worseInHindsight(subject, entry, since);
          } else {
            worse(subject, entry, since);
          }
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
    boolean undone = undone(since);
    boolean told = told(since);
    if (undone && !told) {
      tell(subject, note, ": measured worse than at the gate. It was rolled back.");
    } else if (told && !undone && subject.incident().verifying()) {
      casebook.update(subject, known -> known.withEscalation().reopened());
    }
  }

  /// As the look itself would have gone on. Where neither was done, the next look does both. A look
  /// is over once people were told: what was undone is not judged again, and what was not is not
  /// told twice.
  private void worseInHindsight(Case subject, JournalEntry note, List<JournalEntry> since)
      throws InterruptedException {
    boolean undone = undone(since);
    if (undone && !told(since)) {
      tell(subject, note, ": it was rolled back.");
    }
    if (since.stream().anyMatch(PastLooks::concludes) || !told(since(note))) {
      return;
    }
    if (!undone) {
      casebook.update(subject, Incident::withEscalation);
    }
    boolean tried =
        since.stream().anyMatch(e -> e.step().equals("rollback") && e.phase() == Phase.FAILED);
    String code = undone ? PastLooks.REVERTED : tried ? PastLooks.NOT_REVERTED : PastLooks.HELD;
    JsonFields look = Details.fields(note);
    journal.note(
        note.incident(),
        Details.REAPPRAISAL,
        code,
        Details.look(look.text("promotion"), look.whole("look"), look.text("describe")));
  }

  private List<JournalEntry> since(JournalEntry note) {
    return journal.of(note.incident()).stream()
        .filter(entry -> entry.sequence() > note.sequence())
        .toList();
  }

  private void tell(Case subject, JournalEntry note, String what) throws InterruptedException {
    escalation.alert(
        subject,
        champion.version().orElse(subject.incident().latest().version()),
        new RocAuc.NotEnoughData(0, 1),
        Details.fields(note).text("describe") + what);
  }

  private static boolean changesByDecision(JournalEntry entry) {
    return entry.phase() == Phase.DONE
        && !entry.step().equals("alert")
        && Details.report(entry).filter(Remedies.Order::isByVerification).isEmpty();
  }

  private static boolean undone(List<JournalEntry> since) {
    return since.stream().anyMatch(entry -> done(entry, "rollback"));
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
