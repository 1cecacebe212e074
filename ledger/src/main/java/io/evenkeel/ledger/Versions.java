package io.evenkeel.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The versions that were made, in the order in which they were recorded.
public final class Versions {
  Versions() {}

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
  /// @return false when the name is taken
  public boolean record(String name, String digest, Optional<String> parent, String key) {
    throw new UnsupportedOperationException();
  }

  /// All versions, oldest first.
  public List<Fact> all() {
    throw new UnsupportedOperationException();
  }

  /// The version that an effect made, if it made one.
  public Optional<Fact> madeBy(String key) {
    throw new UnsupportedOperationException();
  }
}
