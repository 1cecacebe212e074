package io.evenkeel.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// When each kind of process was last alive, so that any of them can say that another has fallen
/// silent.
public final class Heartbeats {
  private final Database database;
  private final Clock clock;

  Heartbeats(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Says that a process is alive.
  ///
  /// @param process what it is, for instance `agent`
  public void beat(String process) {
    database.write(() ->
        database.update(
            "INSERT INTO heartbeat (process, time) VALUES (?, ?)"
                + " ON CONFLICT (process) DO UPDATE SET time = excluded.time",
            process,
            clock.instant()));
  }

  /// The latest sign of life of each process that ever gave one, by its name.
  public SequencedMap<String, Instant> latest() {
    SequencedMap<String, Instant> latest = new LinkedHashMap<>();
    database
        .query(
            row -> new Beat(row.getString("process"), Instant.parse(row.getString("time"))),
            "SELECT * FROM heartbeat ORDER BY process")
        .forEach(beat -> latest.put(beat.process(), beat.time()));
    return latest;
  }

  private record Beat(String process, Instant time) {}
}
