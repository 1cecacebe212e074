package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Names that point at a version, with their history. A change is a compare-and-set.
public final class Aliases {
  private final Database database;
  private final Clock clock;

  Aliases(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Where an alias pointed from some moment on.
  ///
  /// @param alias its name
  /// @param version the version
  /// @param sequence grows by one with each change of this alias
  /// @param since when it was set
  /// @param why the reason, in words
  /// @param key the idempotency key of the effect; empty when a person did it
  public record Fact(
      String alias, String version, long sequence, Instant since, String why, String key) {}

  /// Where the alias points now, if it was ever set.
  public Optional<Fact> current(String alias) {
    return database.first(
        Aliases::fact, "SELECT * FROM alias WHERE alias = ? ORDER BY sequence DESC LIMIT 1", alias);
  }

  /// Moves the alias if it still stands where the caller believes.
  ///
  /// @param alias its name
  /// @param expected the version that the caller believes it names; empty: never set
  /// @param next a recorded version
  /// @param why the reason, in words
  /// @param key the idempotency key of the effect; empty when a person does it
  /// @throws LedgerException when `next` is not recorded, or the same key moved this alias before
  /// @return the new fact, or nothing when it stands elsewhere
  public Optional<Fact> compareAndSet(
      String alias, Optional<String> expected, String next, String why, String key) {
    return database.write(() -> {
      Optional<Fact> standing = current(alias);
      if (!standing.map(Fact::version).equals(expected)) {
        return Optional.empty();
      }
      long sequence = standing.map(Fact::sequence).orElse(0L) + 1;
      Fact fact = new Fact(alias, next, sequence, clock.instant(), why, key);
      database.update(
          "INSERT INTO alias (alias, sequence, version, since, why, key)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          alias,
          sequence,
          next,
          fact.since(),
          why,
          key);
      return Optional.of(fact);
    });
  }

  /// All that the alias has named, oldest first.
  public List<Fact> history(String alias) {
    return database.query(
        Aliases::fact, "SELECT * FROM alias WHERE alias = ? ORDER BY sequence", alias);
  }

  /// What the alias has named after some change, oldest first: whoever follows it asks for what is
  /// new.
  ///
  /// @param sequence the number of the last change that the caller has seen; 0 for none
  public List<Fact> after(String alias, long sequence) {
    return database.query(
        Aliases::fact,
        "SELECT * FROM alias WHERE alias = ? AND sequence > ? ORDER BY sequence",
        alias,
        sequence);
  }

  private static Fact fact(ResultSet row) throws SQLException {
    return new Fact(
        row.getString("alias"),
        row.getString("version"),
        row.getLong("sequence"),
        Instant.parse(row.getString("since")),
        row.getString("why"),
        row.getString("key"));
  }
}
