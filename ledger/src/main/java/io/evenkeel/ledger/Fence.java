package io.evenkeel.ledger;

/// The token that this open ledger holds, and the check that it is still the newest. Safe for use
/// by many threads.
final class Fence {
  /// The token of a process that holds no lease.
  static final long NONE = 0;

  private final Database database;
  private volatile long held = NONE;

  Fence(Database database) {
    this.database = database;
  }

  /// The token held; [#NONE] for none.
  long held() {
    return held;
  }

  void hold(long token) {
    held = token;
  }

  /// Refuses to go on when a higher token was given out. Inside a transaction that writes, so that
  /// the answer stays true until it commits.
  ///
  /// @throws Fenced when somebody else has taken over
  void check() {
    long token = held;
    if (token == NONE) {
      return;
    }
    long standing =
        database
            .first(row -> row.getLong(1), "SELECT token FROM lease WHERE name = ?", Lease.NAME)
            .orElse(NONE);
    if (standing != token) {
      throw new Fenced(token, standing);
    }
  }
}
