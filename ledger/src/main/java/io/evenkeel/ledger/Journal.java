package io.evenkeel.ledger;

import io.evenkeel.ledger.JournalEntry.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The write-ahead journal: INTENT before an effect, DONE or FAILED after it. Every method is one
/// durable transaction, refused ([Fenced]) when this ledger took the lease and somebody else has
/// taken over since.
public final class Journal {
  private final Database database;
  private final Clock clock;
  private final Chain chain;
  private final Fence fence;

  Journal(Database database, Clock clock, Chain chain, Fence fence) {
    this.database = database;
    this.clock = clock;
    this.chain = chain;
    this.fence = fence;
  }

  /// What an entry says, before it has a number and a time.
  record Line(String incident, String step, Phase phase, String key, String code, String detail) {}

  /// Announces an effect.
  ///
  /// @param incident the incident it belongs to
  /// @param step what it is about
  /// @param key its idempotency key, not empty
  /// @param detail JSON
  /// @throws IllegalArgumentException when the key is empty
  /// @return whether the caller may perform it: false when the key was announced before
  public boolean intend(String incident, String step, String key, String detail) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an effect needs an idempotency key");
    }
    return database.write(() -> {
      if (intent(key).isPresent()) {
        return false;
      }
      append(new Line(incident, step, Phase.INTENT, key, "", detail));
      return true;
    });
  }

  /// Records that an announced effect was performed.
  ///
  /// @throws IllegalStateException when it was never announced or is closed already
  public void done(String key, String code, String detail) {
    close(Phase.DONE, key, code, detail);
  }

  /// Records that an announced effect was not performed, or undone.
  ///
  /// @throws IllegalStateException when it was never announced or is closed already
  public void failed(String key, String code, String detail) {
    close(Phase.FAILED, key, code, detail);
  }

  /// Records a fact that has no effect of its own.
  public void note(String incident, String step, String code, String detail) {
    database.write(() -> append(new Line(incident, step, Phase.NOTE, "", code, detail)));
  }

  /// The intents that are neither done nor failed, oldest first.
  public List<JournalEntry> openIntents() {
    return database.query(
        Journal::entry,
        "SELECT * FROM journal WHERE phase = 'INTENT' AND key NOT IN"
            + " (SELECT key FROM journal WHERE phase IN ('DONE', 'FAILED')) ORDER BY sequence");
  }

  /// The end of an announced effect (DONE or FAILED), if it has one.
  public Optional<JournalEntry> end(String key) {
    return database.first(
        Journal::entry, "SELECT * FROM journal WHERE key = ? AND phase IN ('DONE', 'FAILED')", key);
  }

  /// Everything of one incident, oldest first.
  public List<JournalEntry> of(String incident) {
    return database.query(
        Journal::entry, "SELECT * FROM journal WHERE incident = ? ORDER BY sequence", incident);
  }

  /// The newest entry of a step and phase with a smaller number.
  public Optional<JournalEntry> before(String step, Phase phase, long sequence) {
    return database.first(
        Journal::entry,
        "SELECT * FROM journal WHERE step = ? AND phase = ? AND sequence < ?"
            + " ORDER BY sequence DESC LIMIT 1",
        step,
        phase,
        sequence);
  }

  /// The entries after a number, oldest first: whoever follows the journal asks for what is new.
  ///
  /// @param sequence the number of the last entry that the caller has seen; 0 for none
  /// @param limit how many at most
  public List<JournalEntry> after(long sequence, int limit) {
    return database.query(
        Journal::entry,
        "SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?",
        sequence,
        limit);
  }

  /// The newest entry of a step in a phase, if any.
  public Optional<JournalEntry> newest(String step, Phase phase) {
    return database.first(
        Journal::entry,
        "SELECT * FROM journal WHERE step = ? AND phase = ? ORDER BY sequence DESC LIMIT 1",
        step,
        phase);
  }

  /// How many entries of a step in a phase there are, by code in the order of the alphabet.
  public Map<String, Long> counts(String step, Phase phase) {
    Map<String, Long> counts = new LinkedHashMap<>();
    database
        .query(
            row -> Map.entry(row.getString(1), row.getLong(2)),
            "SELECT code, count(*) FROM journal WHERE step = ? AND phase = ?"
                + " GROUP BY code ORDER BY code",
            step,
            phase)
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return Collections.unmodifiableMap(counts);
  }

  private void close(Phase phase, String key, String code, String detail) {
    database.write(() -> {
      JournalEntry intent =
          intent(key)
              .orElseThrow(
                  () -> new IllegalStateException("effect " + key + " was never announced"));
      end(key)
          .ifPresent(end -> {
            throw new IllegalStateException(
                "effect " + key + " is closed already: " + end.phase() + " " + end.code());
          });
      return append(new Line(intent.incident(), intent.step(), phase, key, code, detail));
    });
  }

  /// The announcement of an effect, if it was announced.
  public Optional<JournalEntry> intent(String key) {
    return database.first(
        Journal::entry, "SELECT * FROM journal WHERE key = ? AND phase = 'INTENT'", key);
  }

  /// Appends an entry and its link. Inside a transaction that writes.
  ///
  /// @return the number of the entry
  private long append(Line line) throws SQLException {
    fence.check();
    return append(fence.held(), line);
  }

  /// As for everybody, but in the name of a token that is only just being taken.
  long append(long token, Line line) throws SQLException {
    long sequence =
        database
            .query(
                row -> row.getLong(1),
                "INSERT INTO journal (time, incident, step, phase, key, code, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING sequence",
                clock.instant(),
                line.incident(),
                line.step(),
                line.phase(),
                line.key(),
                line.code(),
                line.detail())
            .getFirst();
    chain.vouch(token, Kind.JOURNAL, "", sequence);
    return sequence;
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        row.getLong("sequence"),
        Instant.parse(row.getString("time")),
        row.getString("incident"),
        row.getString("step"),
        Phase.valueOf(row.getString("phase")),
        row.getString("key"),
        row.getString("code"),
        row.getString("detail"));
  }
}
