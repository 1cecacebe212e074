package io.evenkeel.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Names that point at a version, with their history. A change is a compare-and-set.
public final class Aliases {
  Aliases() {}

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
    throw new UnsupportedOperationException();
  }

  /// Moves the alias if it still stands where the caller believes.
  ///
  /// @param expected the version that the caller believes it names; empty: never set
  /// @return the new fact, or nothing when it stands elsewhere
  public Optional<Fact> compareAndSet(
      String alias, Optional<String> expected, String next, String why, String key) {
    throw new UnsupportedOperationException();
  }

  /// All that the alias has named, oldest first.
  public List<Fact> history(String alias) {
    throw new UnsupportedOperationException();
  }
}
