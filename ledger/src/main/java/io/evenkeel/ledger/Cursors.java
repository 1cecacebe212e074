package io.evenkeel.ledger;

/// How far those who follow the facts have come, each under a name of its own.
public final class Cursors {
  private final Database database;

  Cursors(Database database) {
    this.database = database;
  }

  /// The number of the last fact that a follower has taken in; 0 before the first.
  ///
  /// @param name who follows what, for instance `mlflow.journal`
  public long at(String name) {
    return database
        .first(row -> row.getLong(1), "SELECT sequence FROM cursor WHERE name = ?", name)
        .orElse(0L);
  }

  /// Says how far a follower has come; one that is further already stays where it is.
  public void advance(String name, long sequence) {
    database.write(() ->
        database.update(
            "INSERT INTO cursor (name, sequence) VALUES (?, ?) ON CONFLICT (name)"
                + " DO UPDATE SET sequence = excluded.sequence WHERE cursor.sequence < excluded.sequence",
            name,
            sequence));
  }
}
