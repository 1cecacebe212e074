package io.evenkeel.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A file, with a write-ahead log, every commit on disk before it returns. The version of a file
/// lies in SQLite's `user_version`, the mark that it is a ledger in `application_id`.
///
/// @param file its absolute path
record Sqlite(Path file) implements Place {
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  @Override
  public String shown() {
    return file.toString();
  }

  @Override
  public Connection connect() throws SQLException {
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new LedgerException("cannot make the directory of the ledger " + file, e);
    }
    SQLiteConfig settings = new SQLiteConfig();
    settings.setBusyTimeout(Math.toIntExact(BUSY.toMillis()));
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.enforceForeignKeys(true);
    return patiently(settings, "jdbc:sqlite:" + file);
  }

  /// Opens a connection. SQLite does not apply its busy timeout while a new file becomes a
  /// write-ahead one, so processes that start together must wait for each other here.
  private static Connection patiently(SQLiteConfig settings, String url) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return settings.createConnection(url);
      } catch (SQLiteException e) {
        if (!busy(e) || System.nanoTime() - start > BUSY.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static boolean busy(SQLException e) {
    return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  @Override
  public List<String> begin() {
    return List.of("BEGIN IMMEDIATE");
  }

  @Override
  public String beginReading() {
    return "BEGIN";
  }

  @Override
  public String ddl(String statement) {
    return statement;
  }

  @Override
  public Mark mark(Database database) {
    return new Mark(
        database.number("PRAGMA application_id"),
        database.number("PRAGMA user_version"),
        database.number("SELECT count(*) FROM sqlite_schema") == 0);
  }

  @Override
  public void mark(Database database, int version) throws SQLException {
    database.plain("PRAGMA application_id = " + Schema.APPLICATION);
    database.plain("PRAGMA user_version = " + version);
  }

  @Override
  public List<String> damage(Database database) {
    List<String> health = database.query(row -> row.getString(1), "PRAGMA quick_check(1)");
    return health.equals(List.of("ok")) ? List.of() : health;
  }

  @Override
  public boolean lost(SQLException failure) {
    return false;
  }

  /// SQLite has waited for the others already.
  @Override
  public boolean passing(SQLException failure) {
    return false;
  }

  /// Only the last connection to a file may give up its write-ahead log. The log comes back with
  /// the next one.
  @Override
  public boolean excludeOthers(Database database) {
    try {
      database.query(row -> row.getString(1), "PRAGMA locking_mode = EXCLUSIVE");
      return database
          .query(row -> row.getString(1), "PRAGMA journal_mode = DELETE")
          .equals(List.of("delete"));
    } catch (LedgerException e) {
      if (e.getCause() instanceof SQLException cause && busy(cause)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void renumber(Database database, String table) {
    // SQLite goes on after the highest number that it has seen.
  }
}
