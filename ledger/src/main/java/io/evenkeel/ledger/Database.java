package io.evenkeel.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One connection to SQLite, used under one lock. Guards the connection for all threads of this
/// process; other processes are held off by SQLite's own write lock.
final class Database implements AutoCloseable {
  /// Reads one row.
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Work that is done whole or not at all.
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final String name;

  /// @param name how messages call this database
  Database(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /// Runs work inside one transaction that holds the write lock from its first statement on, so
  /// that what it reads stays true until it commits.
  <T> T write(Work<T> work) {
    lock.lock();
    try {
      plain("BEGIN IMMEDIATE");
      try {
        T result = work.run();
        plain("COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure("write", e);
    } finally {
      lock.unlock();
    }
  }

  /// All rows that a query gives, in its order.
  <T> List<T> query(Row<T> reader, String sql, Object... parameters) {
    lock.lock();
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return List.copyOf(found);
    } catch (SQLException e) {
      throw failure("read", e);
    } finally {
      lock.unlock();
    }
  }

  /// The first row that a query gives, if it gives one.
  <T> Optional<T> first(Row<T> reader, String sql, Object... parameters) {
    return query(reader, sql, parameters).stream().findFirst();
  }

  /// Runs a statement with parameters and says how many rows it touched. Only inside [#write].
  int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /// Runs a statement without parameters.
  void plain(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("close", e);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the transaction without hiding why: SQLite may have ended it by itself, for instance when
  /// the disk is full.
  private void rollBack(Exception reason) {
    try {
      plain("ROLLBACK");
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, column(parameters[i]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object column(Object parameter) {
    return switch (parameter) {
      case Optional<?> value -> value.orElse(null);
      case Instant time -> time.toString();
      case Enum<?> value -> value.name();
      default -> parameter;
    };
  }

  private LedgerException failure(String what, SQLException cause) {
    return new LedgerException(
        "cannot " + what + " the ledger " + name + ": " + message(cause), cause);
  }

  /// The driver's message, or the kind of the exception where it has none.
  static String message(SQLException cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
