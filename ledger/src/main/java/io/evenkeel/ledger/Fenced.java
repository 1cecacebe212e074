package io.evenkeel.ledger;

/// The lease of this ledger went to somebody else in between: what was to be written was refused,
/// and so will be everything that comes after it. Whoever catches this must stop acting.
public final class Fenced extends LedgerException {
  private static final long serialVersionUID = 1L;

  private final long held;
  private final long standing;

  /// @param held the token that this ledger holds
  /// @param standing the higher one that was given out since
  Fenced(long held, long standing) {
    super(
        "another agent has taken over (token %d is out, this process has %d): nothing was written; stop this process"
            .formatted(standing, held));
    this.held = held;
    this.standing = standing;
  }

  /// The token that this ledger holds.
  public long held() {
    return held;
  }

  /// The higher token that was given out since.
  public long standing() {
    return standing;
  }
}
