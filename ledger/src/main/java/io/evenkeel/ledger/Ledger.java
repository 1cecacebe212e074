package io.evenkeel.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The facts that must survive: SQLite with a write-ahead log, every commit on disk before it
/// returns. Several processes may open the same file; one waits up to five seconds for another.
///
/// Safe for use by many threads: one connection, used under one lock. Every method of the parts
/// throws [LedgerException] when the file cannot be read or written.
public final class Ledger implements AutoCloseable {
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Database database;
  private final Journal journal;
  private final Versions versions;
  private final Aliases aliases;
  private final Incidents incidents;
  private final Outbox outbox;
  private final Heartbeats heartbeats;
  private final Cursors cursors;

  private Ledger(Database database, Clock clock) {
    this.database = database;
    this.journal = new Journal(database, clock);
    this.versions = new Versions(database, clock);
    this.aliases = new Aliases(database, clock);
    this.incidents = new Incidents(database, clock);
    this.outbox = new Outbox(database, clock);
    this.heartbeats = new Heartbeats(database, clock);
    this.cursors = new Cursors(database);
  }

  /// Opens a ledger, making it and its directory if there is none.
  ///
  /// @param file the database file
  /// @param clock gives every fact its time
  /// @throws LedgerException when the file cannot be opened, is damaged, is not a ledger, or was
  ///   written by a newer program
  public static Ledger open(Path file, Clock clock) {
    Path path = file.toAbsolutePath();
    Database database = new Database(connect(path), path.toString());
    try {
      Schema.migrate(database, path.toString());
      List<String> health = database.query(row -> row.getString(1), "PRAGMA quick_check(1)");
      if (!health.equals(List.of("ok"))) {
        throw new LedgerException(
            "the ledger " + path + " is damaged: " + health + "; restore it from a backup");
      }
      return new Ledger(database, clock);
    } catch (LedgerException e) {
      database.close();
      throw e;
    }
  }

  private static Connection connect(Path file) {
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      SQLiteConfig settings = new SQLiteConfig();
      settings.setBusyTimeout(Math.toIntExact(BUSY.toMillis()));
      settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
      settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      settings.enforceForeignKeys(true);
      return patiently(settings, "jdbc:sqlite:" + file);
    } catch (SQLException e) {
      throw new LedgerException("cannot open the ledger " + file + ": " + Database.message(e), e);
    } catch (IOException e) {
      throw new LedgerException("cannot make the directory of the ledger " + file, e);
    }
  }

  /// Opens a connection. SQLite does not apply its busy timeout while a new file becomes a
  /// write-ahead one, so processes that start together must wait for each other here.
  private static Connection patiently(SQLiteConfig settings, String url) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return settings.createConnection(url);
      } catch (SQLiteException e) {
        boolean busy = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
        if (!busy || System.nanoTime() - start > BUSY.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /// What was intended, done and noted.
  public Journal journal() {
    return journal;
  }

  /// The versions that were made.
  public Versions versions() {
    return versions;
  }

  /// Which version each alias names, now and earlier.
  public Aliases aliases() {
    return aliases;
  }

  /// The incidents.
  public Incidents incidents() {
    return incidents;
  }

  /// What is to be told to other systems.
  public Outbox outbox() {
    return outbox;
  }

  /// When each process was last alive.
  public Heartbeats heartbeats() {
    return heartbeats;
  }

  /// How far those who follow the facts have come.
  public Cursors cursors() {
    return cursors;
  }

  /// A setting of the connection as SQLite reports it.
  String setting(String name) {
    return database.query(row -> row.getString(1), "PRAGMA " + name).getFirst();
  }

  /// Closes the file; what was committed stays. Using a part afterwards is an error.
  @Override
  public void close() {
    database.close();
  }
}
