package io.evenkeel.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases in which a ledger may lie.
enum Databases {
  SQLITE {
    @Override
    LedgerFixture fixture(Path directory) {
      return new Sqlite(directory.resolve("ledger.db"));
    }
  },
  POSTGRES {
    @Override
    LedgerFixture fixture(Path directory) {
      return Postgres.fresh(directory);
    }
  };

  /// A place of its own for each test.
  abstract LedgerFixture fixture(Path directory);

  private record Sqlite(Path file) implements LedgerFixture {
    @Override
    public Optional<String> url() {
      return Optional.empty();
    }

    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
  }

  /// One server for all tests of a process, a schema for each.
  private record Postgres(Path file, String address) implements LedgerFixture {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    static Postgres fresh(Path directory) {
      String schema = "ledger_" + SCHEMAS.incrementAndGet();
      EmbeddedPostgres server = Server.RUNNING;
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return new Postgres(
          directory.resolve("ledger.db"),
          server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema);
    }

    @Override
    public Optional<String> url() {
      return Optional.of(address);
    }

    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(address);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
