package io.evenkeel.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection, used under one lock. Guards it for all threads of this process; other processes
/// are held off by the database's own write lock. A connection that is lost is made anew, and what
/// was under way is done again unless it may have been committed.
final class Database implements AutoCloseable {
  /// Reads one row.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Work that is done whole or not at all. It may be run again from the start.
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Place place;
  private @Nullable Connection connection;
  private boolean within;
  private boolean closed;

  /// @param place where it lies; the connection is made when it is first needed
  Database(Place place) {
    this.place = place;
  }

  /// Where it lies.
  Place place() {
    return place;
  }

  /// Runs work inside one transaction that nobody else writes beside, so that what it reads stays
  /// true until it commits. Inside another such work it is a part of that one's transaction.
  <T> T write(Work<T> work) {
    return patiently("write", () -> transaction(place.begin(), work));
  }

  /// Runs work that only reads inside one transaction, all of it as of one moment.
  <T> T read(Work<T> work) {
    return patiently("read", () -> transaction(List.of(place.beginReading()), work));
  }

  /// All rows that a query gives, in its order.
  <T> List<T> query(Row<T> reader, String sql, Object... parameters) {
    return patiently(
        "read",
        () -> {
          try (PreparedStatement statement = prepare(sql, parameters);
              ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(reader.read(rows));
            }
            return List.copyOf(found);
          }
        });
  }

  /// The first row that a query gives, if it gives one.
  <T> Optional<T> first(Row<T> reader, String sql, Object... parameters) {
    return query(reader, sql, parameters).stream().findFirst();
  }

  /// The number that a query gives.
  int number(String sql, Object... parameters) {
    return query(row -> row.getInt(1), sql, parameters).getFirst();
  }

  /// Runs a statement with parameters and says how many rows it touched. Only inside [#write].
  int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /// Runs a statement once for each list of parameters. Only inside [#write].
  void updates(String sql, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      for (Object[] row : rows) {
        set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /// Runs a statement without parameters.
  void plain(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw failure("close", e);
    } finally {
      lock.unlock();
    }
  }

  /// Does the work again when that may help. Inside a transaction it is the transaction that is
  /// done again.
  private <T> T patiently(String what, Work<T> work) {
    lock.lock();
    try {
      for (int tried = 1; ; tried++) {
        try {
          return work.run();
        } catch (SQLException e) {
          if (within || !again(e, tried)) {
            throw failure(what, e);
          }
        } catch (LedgerException e) {
          if (within || !(e.getCause() instanceof SQLException cause) || !again(cause, tried)) {
            throw e;
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean again(SQLException failure, int tried) {
    if (place.lost(failure)) {
      drop();
    }
    boolean again = !closed && tried < TRIES && place.passing(failure);
    if (again) {
      LOG.warn("the ledger {}: {}; trying again", place.shown(), message(failure));
      LockSupport.parkNanos(PAUSE.multipliedBy(1L << (2 * (tried - 1))).toNanos());
    }
    return again;
  }

  private <T> T transaction(List<String> begin, Work<T> work) throws SQLException {
    if (within) {
      return work.run();
    }
    try {
      for (String statement : begin) {
        plain(statement);
      }
      within = true;
      T result = work.run();
      commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    } finally {
      within = false;
    }
  }

  private void commit() throws SQLException {
    try {
      plain("COMMIT");
    } catch (SQLException e) {
      if (place.lost(e)) {
        drop();
        throw new LedgerException(
            "the connection to the ledger "
                + place.shown()
                + " was lost while committing: whether it was written is not known; look before it is done again ("
                + message(e)
                + ")");
      }
      throw e;
    }
  }

  /// Ends the transaction without hiding why: the database may have ended it by itself, for
  /// instance when the disk is full.
  private void rollBack(Exception reason) {
    if (connection == null) {
      return;
    }
    try {
      plain("ROLLBACK");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private Connection connection() throws SQLException {
    if (closed) {
      throw new SQLException("it is closed");
    }
    if (connection == null) {
      connection = place.connect();
    }
    return connection;
  }

  private void drop() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("a lost connection could not be closed", e);
    } finally {
      connection = null;
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection().prepareStatement(sql);
    try {
      set(statement, parameters);
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, column(parameters[i]));
    }
  }

  /// A parameter as the database keeps it.
  static @Nullable Object column(Object parameter) {
    return switch (parameter) {
      case Optional<?> value -> value.isEmpty() ? null : column(value.get());
      case Instant time -> time.toString();
      case Enum<?> value -> value.name();
      default -> parameter;
    };
  }

  private LedgerException failure(String what, SQLException cause) {
    return new LedgerException(
        "cannot " + what + " the ledger " + place.shown() + ": " + message(cause), cause);
  }

  /// The driver's message, or the kind of the exception where it has none.
  static String message(SQLException cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
