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
  private final Chain chain;
  private final Fence fence;

  Aliases(Database database, Clock clock, Chain chain, Fence fence) {
    this.database = database;
    this.clock = clock;
    this.chain = chain;
    this.fence = fence;
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
  /// @throws Fenced when there is a key and somebody else has taken over the lease
  /// @return the new fact, or nothing when it stands elsewhere
  public Optional<Fact> compareAndSet(
      String alias, Optional<String> expected, String next, String why, String key) {
    return database.write(() -> {
      if (!key.isEmpty()) {
        fence.check();
      }
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
      chain.vouch(Kind.ALIAS, alias, sequence);
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

  /// What the alias named at some moment.
  ///
  /// @return empty when it was not set yet
  public Optional<Term> at(String alias, Instant moment) {
    List<Fact> history = history(alias);
    for (int i = history.size() - 1; i >= 0; i--) {
      Fact fact = history.get(i);
      if (!fact.since().isAfter(moment)) {
        boolean last = i == history.size() - 1;
        return Optional.of(
            new Term(fact, last ? Optional.empty() : Optional.of(history.get(i + 1).since())));
      }
    }
    return Optional.empty();
  }

  /// How long an alias named a version.
  ///
  /// @param fact since when and why
  /// @param until when it was moved on; empty when it still stands there
  public record Term(Fact fact, Optional<Instant> until) {}

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
