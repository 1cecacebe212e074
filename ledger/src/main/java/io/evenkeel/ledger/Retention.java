package io.evenkeel.ledger;

import io.evenkeel.ledger.Chain.Link;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Removes old entries from the journal without breaking the chain. The links of the oldest part
/// are removed as a whole; what stays of that part gets new links at the end, and a checkpoint
/// there says which link was the last of the removed ones and what its hash was.
final class Retention {
  /// How many links one run takes, so that others do not wait long.
  private static final int AT_ONCE = 1000;

  private final Database database;
  private final Chain chain;
  private final Journal journal;
  private final Fence fence;
  private final Seal seal;
  private final int atOnce;

  Retention(Database database, Chain chain, Journal journal, Fence fence, Seal seal) {
    this(database, chain, journal, fence, seal, AT_ONCE);
  }

  Retention(Database database, Chain chain, Journal journal, Fence fence, Seal seal, int atOnce) {
    this.database = database;
    this.chain = chain;
    this.journal = journal;
    this.fence = fence;
    this.seal = seal;
    this.atOnce = atOnce;
  }

  int remove(Instant before, Set<String> ended) {
    if (ended.isEmpty()) {
      throw new IllegalArgumentException("some state must mean that an incident has ended");
    }
    if (chain.newestBefore(before) == 0 || going(before, ended, Long.MAX_VALUE).isEmpty()) {
      return 0;
    }
    requireIntact();
    int removed = 0;
    boolean more = true;
    // What is linked anew comes after it.
    long newest = chain.newestBefore(before);
    while (more) {
      List<Link> old =
          chain.after(0, atOnce).stream().filter(link -> link.sequence() <= newest).toList();
      removed += old.isEmpty() ? 0 : database.write(() -> remove(old, before, ended));
      more = old.size() == atOnce;
    }
    return removed;
  }

  /// What was altered must not be removed or vouched for anew: it would never be found. Checked
  /// over a connection of its own, so that the rest of the process need not wait.
  private void requireIntact() {
    try (Database own = new Database(database.place())) {
      switch (new Audit(own, seal).verify(Optional.empty())) {
        case Audit.Verdict.Intact _ -> {}
        case Audit.Verdict.Unsealed(Audit.Span links) ->
            throw refusal(links + " have no seal, though there is a key");
        case Audit.Verdict.Altered(String line, String why) -> throw refusal(line + ": " + why);
      }
    }
  }

  private LedgerException refusal(String why) {
    return new LedgerException(
        "nothing is removed from the ledger %s: %s; see ledger verify"
            .formatted(database.place().shown(), why));
  }

  private int remove(List<Link> old, Instant before, Set<String> ended) throws SQLException {
    fence.check();
    Link last = old.getLast();
    Set<Long> going = going(before, ended, last.sequence());
    List<Link> staying = new ArrayList<>();
    for (Link link : old) {
      boolean line = Kind.LINES.contains(link.kind());
      Optional<String> digest = line ? chain.digest(link.kind(), link.line()) : Optional.empty();
      if (digest.isPresent() && !digest.get().equals(link.digest())) {
        throw new LedgerException(link.kind().describe(link.line()) + " was altered");
      }
      if (digest.isPresent()
          && !(link.kind() == Kind.JOURNAL && going.contains(link.line().number()))) {
        staying.add(link);
      }
    }
    database.updates(
        "DELETE FROM journal WHERE sequence = ?",
        going.stream().map(sequence -> new Object[] {sequence}).toList());
    chain.append(
        staying.stream()
            .map(link -> new Chain.Entry(link.kind(), link.line(), link.digest(), link.token()))
            .toList());
    chain.append(fence.held(), Kind.CHECKPOINT, "", last.sequence(), last.hash());
    database.update("DELETE FROM chain WHERE sequence <= ?", last.sequence());
    journal.append(
        fence.held(),
        new Journal.Line(
            "",
            "ledger",
            JournalEntry.Phase.NOTE,
            "",
            "retention",
            "{\"removed\":%d,\"before\":\"%s\",\"through_link\":%d}"
                .formatted(going.size(), before, last.sequence())));
    return going.size();
  }

  /// An entry that may go, as far as it alone is looked at.
  private record Candidate(long sequence, JournalEntry.Phase phase, String key) {}

  /// The entries that may go: old, of no incident or of one that ended as long ago, not an intent
  /// that is open, and not the newest of its step and phase, which says how something stands. The
  /// end of an intent that stays must stay too, whatever the clock said in between: without it the
  /// effect would count as open again.
  private Set<Long> going(Instant before, Set<String> ended, long through) {
    List<Candidate> candidates = candidates(before, ended, through);
    Set<String> intents =
        candidates.stream()
            .filter(each -> each.phase() == JournalEntry.Phase.INTENT)
            .map(Candidate::key)
            .collect(Collectors.toSet());
    return candidates.stream()
        .filter(each ->
            switch (each.phase()) {
              case INTENT, NOTE -> true;
              case DONE, FAILED ->
                  intents.contains(each.key()) || journal.intent(each.key()).isEmpty();
            })
        .map(Candidate::sequence)
        .collect(Collectors.toSet());
  }

  private List<Candidate> candidates(Instant before, Set<String> ended, long through) {
    List<Object> parameters = new ArrayList<>(List.of(through, before, before));
    parameters.addAll(ended);
    return database.query(
        row ->
            new Candidate(
                row.getLong(1), JournalEntry.Phase.valueOf(row.getString(2)), row.getString(3)),
        "SELECT journal.sequence, journal.phase, journal.key FROM journal JOIN chain ON"
            + " chain.kind = 'JOURNAL' AND chain.name = '' AND chain.number = journal.sequence"
            + " WHERE chain.sequence <= ? AND journal.time < ?"
            + " AND NOT EXISTS (SELECT 1 FROM incident WHERE incident.id = journal.incident"
            + " AND (incident.updated >= ? OR incident.state NOT IN ("
            + String.join(", ", Collections.nCopies(ended.size(), "?"))
            + ")))"
            + " AND NOT (journal.phase = 'INTENT' AND journal.key NOT IN"
            + " (SELECT key FROM journal WHERE phase IN ('DONE', 'FAILED')))"
            + " AND journal.sequence NOT IN"
            + " (SELECT max(sequence) FROM journal GROUP BY step, phase)",
        parameters.toArray());
  }
}
