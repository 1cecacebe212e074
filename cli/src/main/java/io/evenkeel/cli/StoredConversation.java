package io.evenkeel.cli;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.llm.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A conversation with a language model in the journal, and the decision that followed it.
///
/// @param asked the conversation
/// @param decided the decision on the same report; empty where the agent was killed before it
record StoredConversation(AgentFact.Consulted asked, Optional<AgentFact.Decided> decided) {
  private static final int PAGE = 1_000;

  /// What a replay came to.
  ///
  /// @param line for a person
  /// @param same whether the journal says the same
  record Replayed(String line, boolean same) {}

  /// All conversations of a journal, oldest first.
  static List<StoredConversation> all(Journal journal) {
    AgentJournal reader = new AgentJournal(journal);
    List<StoredConversation> all = new ArrayList<>();
    long sequence = 0;
    List<JournalEntry> page;
    do {
      page = journal.after(sequence, PAGE);
      for (JournalEntry entry : page) {
        sequence = entry.sequence();
        reader.read(entry).ifPresent(fact -> add(all, fact));
      }
    } while (page.size() == PAGE);
    return all;
  }

  private static void add(List<StoredConversation> all, AgentFact fact) {
    switch (fact) {
      case AgentFact.Consulted asked -> all.add(new StoredConversation(asked, Optional.empty()));
      case AgentFact.Decided decided -> {
        if (!all.isEmpty() && all.getLast().awaits(decided)) {
          all.add(new StoredConversation(all.removeLast().asked(), Optional.of(decided)));
        }
      }
      case AgentFact.Announced _,
          AgentFact.Ended _,
          AgentFact.Moved _,
          AgentFact.AtRisk _,
          AgentFact.Verified _,
          AgentFact.Instructed _ -> {}
    }
  }

  private boolean awaits(AgentFact.Decided next) {
    return decided.isEmpty() && asked.report().equals(next.report());
  }

  /// The incident; empty where nothing came of it. The conversation that opened an incident was
  /// held before the incident had an id: only the decision has it.
  String incident() {
    return decided.map(AgentFact.Decided::incident).orElse(asked.incident());
  }

  /// Reads the answer again, without a network.
  Replayed replay() {
    String what;
    boolean same;
    try {
      Replay replay = Replay.of(asked.consultation());
      what = replay.recommendation().map(StoredConversation::line).orElse(replay.remark());
      what = replay.result() + (what.isEmpty() ? "" : ", " + what);
      same = replay.same() && replay.recommendation().map(this::wasDecided).orElse(true);
    } catch (IllegalArgumentException e) {
      what = "cannot be replayed: " + e.getMessage();
      same = false;
    }
    return new Replayed(
        "  %s  %s  %s  %s: %s"
            .formatted(
                asked.time(),
                incident().isEmpty() ? "no incident" : incident(),
                same ? "same" : "DIFFERENT, the journal says " + stored(),
                asked.consultation().model(),
                what),
        same);
  }

  /// Whether this was decided, as far as the model's word was followed.
  private boolean wasDecided(Recommendation recommendation) {
    return decided
        .filter(made -> made.source().equals("llm"))
        .map(made -> made.decision() == recommendation.decision())
        .orElse(true);
  }

  private String stored() {
    return asked.consultation().result()
        + decided
            .map(made -> ", %s by %s".formatted(made.decision().code(), made.source()))
            .orElse("");
  }

  private static String line(Recommendation recommendation) {
    return String.format(
        Locale.ROOT,
        "%s, confidence %.2f: %s",
        recommendation.decision().code(),
        recommendation.confidence(),
        recommendation.reasoning());
  }
}
