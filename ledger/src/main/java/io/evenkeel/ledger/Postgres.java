package io.evenkeel.ledger;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL database, version 14 or newer: the tables lie in the schema that the address names
/// or that the server takes. Writers hold one advisory lock each in turn, so a transaction is never
/// refused because of another one; everybody who has the ledger open shares a second one.
///
/// @param url `jdbc:postgresql://...`, without a login
/// @param login user name and password, each empty where the address has none
record Postgres(String url, Login login) implements Place {
  private static final String JDBC = "jdbc:";
  private static final String SCHEME = "postgresql";
  private static final int OPEN = Schema.APPLICATION + 1;
  private static final String WRITERS = lock("pg_advisory_xact_lock", Schema.APPLICATION);
  private static final String OPENERS = lock("pg_advisory_lock_shared", OPEN);
  private static final String NOBODY_ELSE = lock("pg_try_advisory_lock", OPEN);
  private static final String NO_MORE_OPENER = lock("pg_advisory_unlock_shared", OPEN);

  /// Deadlock, serialization failure.
  private static final Set<String> SOMEBODY_ELSE = Set.of("40001", "40P01");

  /// The server is going down, went down, or is coming up.
  private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03");

  /// A login, which is never shown.
  record Login(String user, String password) {
    static final Login NONE = new Login("", "");

    @Override
    public String toString() {
      return "Login";
    }
  }

  /// Reads an address.
  static Postgres at(String address) {
    String plain = plain(address);
    URI uri = URI.create(plain);
    String login = uri.getRawUserInfo();
    if (login == null) {
      return new Postgres(JDBC + plain, Login.NONE);
    }
    String[] parts = login.split(":", 2);
    return new Postgres(
        JDBC + plain.replace("//" + login + "@", "//"),
        new Login(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : ""));
  }

  /// Rejects what is no address of a PostgreSQL database, without repeating it: it may hold a
  /// password.
  static void requireAddress(String address) {
    try {
      URI uri = new URI(plain(address));
      if (!SCHEME.equals(uri.getScheme())
          || uri.getRawAuthority() == null
          || uri.getPath() == null
          || uri.getPath().length() < 2) {
        throw new IllegalArgumentException(
            "ledger.url must be postgresql://user:password@host:5432/database (the value is not shown)");
      }
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException(
          "ledger.url is no address; write postgresql://user:password@host:5432/database and encode special characters of the password (the value is not shown)");
    }
  }

  /// An address without its login and parameters.
  static String shown(String address) {
    String plain = plain(address);
    int parameters = plain.indexOf('?');
    return (parameters < 0 ? plain : plain.substring(0, parameters)).replaceFirst("//[^/]*@", "//");
  }

  private static String plain(String address) {
    String text = address.strip();
    String plain = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
    return plain.startsWith("postgres:") ? SCHEME + plain.substring("postgres".length()) : plain;
  }

  private static String decoded(String text) {
    // A plus sign is one in a login; the decoder is made for forms, where it is a blank.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String lock(String function, int number) {
    return "SELECT %s(%d, hashtext(current_schema()))".formatted(function, number);
  }

  @Override
  public String shown() {
    return shown(url);
  }

  @Override
  public String toString() {
    return shown();
  }

  @Override
  public Connection connect() throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setApplicationName("evenkeel");
    source.setConnectTimeout(5);
    // A server that says nothing for so long is gone; the address may say otherwise.
    source.setSocketTimeout(30);
    source.setTcpKeepAlive(true);
    source.setURL(url);
    if (!login.user().isEmpty()) {
      source.setUser(login.user());
      source.setPassword(login.password());
    }
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '5s'");
      // A commit that is not on disk would be no promise; what is stronger stays.
      statement.execute(
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') = 'off'");
      statement.execute(OPENERS);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public List<String> begin() {
    // Stated, because a role may have another default: a snapshot of before the lock was granted
    // would not see what the writer before has committed.
    return List.of("BEGIN ISOLATION LEVEL READ COMMITTED", WRITERS);
  }

  @Override
  public String beginReading() {
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
  }

  /// The collation is that of bytes, in which SQLite compares too.
  @Override
  public String ddl(String statement) {
    return statement
        .replace(" STRICT", "")
        .replace(
            "INTEGER PRIMARY KEY AUTOINCREMENT",
            "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
        .replace("INTEGER", "BIGINT")
        .replace("TEXT", "TEXT COLLATE \"C\"");
  }

  @Override
  public Mark mark(Database database) {
    if (database
        .query(row -> row.getString(1), "SELECT coalesce(current_schema(), '')")
        .contains("")) {
      throw new LedgerException(
          "the database " + shown() + " has no schema of the name that ledger.url gives");
    }
    String tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    if (database.number(tables + " AND tablename = 'ledger_schema'") == 0) {
      return new Mark(0, 0, database.number(tables) == 0);
    }
    return database
        .first(
            row -> new Mark(row.getInt(1), row.getInt(2), false),
            "SELECT application, version FROM ledger_schema")
        .orElseThrow(() -> new LedgerException(shown() + " has an empty table ledger_schema"));
  }

  @Override
  public void mark(Database database, int version) throws SQLException {
    database.plain(
        "CREATE TABLE IF NOT EXISTS ledger_schema (application BIGINT NOT NULL, version BIGINT NOT NULL)");
    if (database.update("UPDATE ledger_schema SET version = ?", version) == 0) {
      database.update("INSERT INTO ledger_schema VALUES (?, ?)", Schema.APPLICATION, version);
    }
  }

  /// The server watches over its files itself.
  @Override
  public List<String> damage(Database database) {
    return List.of();
  }

  @Override
  public boolean lost(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") || GONE.contains(state);
  }

  @Override
  public boolean passing(SQLException failure) {
    return lost(failure) || SOMEBODY_ELSE.contains(String.valueOf(failure.getSQLState()));
  }

  @Override
  public boolean excludeOthers(Database database) {
    // This connection shares in the lock too, and would stand in its own way.
    database.query(row -> row.getBoolean(1), NO_MORE_OPENER);
    return database.query(row -> row.getBoolean(1), NOBODY_ELSE).getFirst();
  }

  @Override
  public void renumber(Database database, String table) throws SQLException {
    database.query(
        row -> row.getLong(1),
        "SELECT setval(pg_get_serial_sequence('%s', 'sequence'), greatest(max(sequence), 1), max(sequence) IS NOT NULL) FROM %s"
            .formatted(table, table));
  }
}
