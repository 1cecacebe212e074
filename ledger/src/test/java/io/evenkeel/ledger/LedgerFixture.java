package io.evenkeel.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An empty place for a ledger, which may be opened many times, and a way past the ledger to its
/// rows.
interface LedgerFixture {
  /// The address of the place; empty for a file.
  Optional<String> url();

  /// The file of the place, whether it is used or not.
  Path file();

  /// A connection of its own.
  Connection connect() throws SQLException;

  default LedgerSettings settings(String... key) {
    return new LedgerSettings(url(), List.of(key).stream().findFirst(), Duration.ofDays(365));
  }

  default Ledger open(Clock clock) {
    return Ledger.open(file(), settings(), clock);
  }

  default Ledger open(Clock clock, String key) {
    return Ledger.open(file(), settings(key), clock);
  }

  default void change(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  default List<String> texts(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
