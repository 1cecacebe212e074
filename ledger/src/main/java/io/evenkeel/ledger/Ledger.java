package io.evenkeel.ledger;

import java.nio.file.Path;
import java.time.Clock;

/// The facts that must survive: SQLite with a write-ahead log, every commit on disk before it
/// returns. Several processes may open the same file.
///
/// Safe for use by many threads: one connection, used under one lock.
public final class Ledger implements AutoCloseable {
  private Ledger() {}

  /// Opens a ledger, making it if there is none.
  ///
  /// @throws LedgerException when the file cannot be opened or is not a ledger
  public static Ledger open(Path file, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /// What was intended, done and noted.
  public Journal journal() {
    throw new UnsupportedOperationException();
  }

  /// The versions that were made.
  public Versions versions() {
    throw new UnsupportedOperationException();
  }

  /// Which version each alias names, now and earlier.
  public Aliases aliases() {
    throw new UnsupportedOperationException();
  }

  /// The incidents.
  public Incidents incidents() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
