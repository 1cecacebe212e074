package io.evenkeel.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What each server answers with, as it says itself: the alias says what should serve, this says
/// what does.
public final class Servers {
  /// One that has said nothing for so long does not come back under this name.
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final Database database;
  private final Clock clock;

  Servers(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What a server said last.
  ///
  /// @param server its name
  /// @param version the version that it answers with; empty when it has none
  /// @param sequence the number of the change of champion that it followed; 0 when it has none
  /// @param digest the digest of the bundle that it loaded; empty when it has none
  /// @param refused the number of a later change that it could not follow; 0 when there is none
  /// @param problem what is wrong, in words; empty when nothing is
  /// @param time when it said so
  public record Fact(
      String server,
      String version,
      long sequence,
      String digest,
      long refused,
      String problem,
      Instant time) {}

  /// Says what a server answers with, now; what it said before is replaced.
  ///
  /// @param server its name, the same after a restart
  /// @param version the version that it answers with; empty when it has none
  /// @param sequence the number of the change of champion that it followed; 0 when it has none
  /// @param digest the digest of the bundle that it loaded; empty when it has none
  /// @param refused the number of a later change that it could not follow; 0 when there is none
  /// @param problem what is wrong, in words; empty when nothing is
  public void tell(
      String server, String version, long sequence, String digest, long refused, String problem) {
    Instant now = clock.instant();
    database.write(() -> {
      database.update("DELETE FROM server WHERE time < ?", now.minus(FORGOTTEN));
      return database.update(
          "INSERT INTO server (server, version, sequence, digest, refused, problem, time)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (server) DO UPDATE SET"
              + " version = excluded.version, sequence = excluded.sequence,"
              + " digest = excluded.digest, refused = excluded.refused,"
              + " problem = excluded.problem, time = excluded.time",
          server,
          version,
          sequence,
          digest,
          refused,
          problem,
          now);
    });
  }

  /// Forgets a server that ends: nobody waits for it any more.
  public void withdraw(String server) {
    database.write(() -> database.update("DELETE FROM server WHERE server = ?", server));
  }

  /// What every server said last, by name. One that died without withdrawing stays, with its last
  /// time.
  public List<Fact> all() {
    return database.query(
        row ->
            new Fact(
                row.getString("server"),
                row.getString("version"),
                row.getLong("sequence"),
                row.getString("digest"),
                row.getLong("refused"),
                row.getString("problem"),
                Instant.parse(row.getString("time"))),
        "SELECT * FROM server ORDER BY server");
  }
}
