package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The versions that were made, in the order in which they were recorded.
public final class Versions {
  private final Database database;
  private final Clock clock;
  private final Chain chain;
  private final Fence fence;

  Versions(Database database, Clock clock, Chain chain, Fence fence) {
    this.database = database;
    this.clock = clock;
    this.chain = chain;
    this.fence = fence;
  }

  /// One version.
  ///
  /// @param name its name
  /// @param recorded when it was recorded
  /// @param digest the digest of its bundle
  /// @param parent the version it was made from, if any
  /// @param key the idempotency key of the effect that made it; empty when a person did
  public record Fact(
      String name, Instant recorded, String digest, Optional<String> parent, String key) {}

  /// Records a version.
  ///
  /// @param name its name
  /// @param digest the digest of its bundle
  /// @param parent the version it was made from, if any
  /// @param key the idempotency key of the effect that made it; empty when a person did
  /// @throws LedgerException when the same key made another version before
  /// @throws Fenced when there is a key and somebody else has taken over the lease
  /// @return false when the name is taken
  public boolean record(String name, String digest, Optional<String> parent, String key) {
    return database.write(() -> {
      if (!key.isEmpty()) {
        fence.check();
      }
      boolean recorded =
          database.update(
                  "INSERT INTO version (name, recorded, digest, parent, key)"
                      + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
                  name,
                  clock.instant(),
                  digest,
                  parent,
                  key)
              == 1;
      if (recorded) {
        chain.vouch(Kind.VERSION, name, 0);
      }
      return recorded;
    });
  }

  /// One version, if one of that name was recorded.
  public Optional<Fact> find(String name) {
    return database.first(Versions::fact, "SELECT * FROM version WHERE name = ?", name);
  }

  /// All versions, oldest first.
  public List<Fact> all() {
    return database.query(Versions::fact, "SELECT * FROM version ORDER BY sequence");
  }

  /// The version that an effect made, if it made one.
  ///
  /// @param key its idempotency key, not empty
  public Optional<Fact> madeBy(String key) {
    return database.first(Versions::fact, "SELECT * FROM version WHERE key = ? AND key <> ''", key);
  }

  private static Fact fact(ResultSet row) throws SQLException {
    return new Fact(
        row.getString("name"),
        Instant.parse(row.getString("recorded")),
        row.getString("digest"),
        Optional.ofNullable(row.getString("parent")),
        row.getString("key"));
  }
}
