package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The incidents as opaque documents with a state and a revision. A change is refused ([Fenced])
/// when this ledger took the lease and somebody else has taken over since.
public final class Incidents {
  private final Database database;
  private final Clock clock;
  private final Chain chain;
  private final Journal journal;
  private final Fence fence;

  Incidents(Database database, Clock clock, Chain chain, Journal journal, Fence fence) {
    this.database = database;
    this.clock = clock;
    this.chain = chain;
    this.journal = journal;
    this.fence = fence;
  }

  /// One incident as it stands.
  ///
  /// @param id its id
  /// @param state the name of its state
  /// @param revision grows by one with each change
  /// @param opened when it was opened
  /// @param updated when it was last changed
  /// @param detail JSON
  public record Fact(
      String id, String state, long revision, Instant opened, Instant updated, String detail) {}

  /// What the journal is to say of a change.
  ///
  /// @param step what it is about
  /// @param code what came of it
  /// @param detail JSON
  public record Note(String step, String code, String detail) {}

  /// Opens an incident with revision 1.
  ///
  /// @return false when the id is taken
  public boolean open(String id, String state, String detail) {
    return database.write(() -> {
      fence.check();
      Instant now = clock.instant();
      return vouched(
          id,
          1,
          database.update(
              "INSERT INTO incident (id, state, revision, opened, updated, detail)"
                  + " VALUES (?, ?, 1, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
              id,
              state,
              now,
              now,
              detail));
    });
  }

  /// Changes an incident if nobody else has in between; its revision grows by one.
  ///
  /// @param revision the revision that the caller has seen
  /// @return false when its revision is another one, or there is no such incident
  public boolean change(String id, long revision, String state, String detail) {
    return change(id, revision, state, detail, List.of());
  }

  /// As [#change], and notes it in the journal in the same transaction: no change is ever without
  /// its notes, and no note without the change.
  ///
  /// @param revision the revision that the caller has seen
  /// @param notes what the journal says of it, in this order
  /// @return false when its revision is another one, or there is no such incident; nothing is noted
  ///   then
  public boolean change(String id, long revision, String state, String detail, List<Note> notes) {
    return database.write(() -> {
      fence.check();
      boolean changed =
          vouched(
              id,
              revision + 1,
              database.update(
                  "UPDATE incident SET state = ?, detail = ?, updated = ?, revision = revision + 1"
                      + " WHERE id = ? AND revision = ?",
                  state,
                  detail,
                  clock.instant(),
                  id,
                  revision));
      if (changed) {
        notes.forEach(note -> journal.note(id, note.step(), note.code(), note.detail()));
      }
      return changed;
    });
  }

  private boolean vouched(String id, long revision, int rows) throws SQLException {
    if (rows == 1) {
      chain.vouch(Kind.INCIDENT, id, revision);
    }
    return rows == 1;
  }

  /// One incident, if there is one of that id.
  public Optional<Fact> find(String id) {
    return database.first(Incidents::fact, "SELECT * FROM incident WHERE id = ?", id);
  }

  /// All incidents, oldest first.
  public List<Fact> all() {
    return database.query(Incidents::fact, "SELECT * FROM incident ORDER BY sequence");
  }

  /// How many incidents there are, by the name of their state; states without any are left out.
  public SequencedMap<String, Long> counts() {
    SequencedMap<String, Long> counts = new LinkedHashMap<>();
    database
        .query(
            row -> Map.entry(row.getString(1), row.getLong(2)),
            "SELECT state, count(*) FROM incident GROUP BY state ORDER BY state")
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  private static Fact fact(ResultSet row) throws SQLException {
    return new Fact(
        row.getString("id"),
        row.getString("state"),
        row.getLong("revision"),
        Instant.parse(row.getString("opened")),
        Instant.parse(row.getString("updated")),
        row.getString("detail"));
  }
}
