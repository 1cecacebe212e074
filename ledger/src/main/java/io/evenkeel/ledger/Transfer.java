package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Copies all that a ledger holds into another one of the same version, whatever database each is,
/// as of one moment and whole or not at all.
final class Transfer {
  private static final int PAGE = 1000;

  /// Each after those that it refers to.
  private static final List<Table> TABLES =
      List.of(
          new Table("version", true),
          new Table("alias", false),
          new Table("journal", true),
          new Table("incident", true),
          new Table("outbox", true),
          new Table("heartbeat", false),
          new Table("cursor", false),
          new Table("chain", true),
          new Table("lease", false),
          new Table("server", false));

  private Transfer() {}

  /// The names of the tables that are copied.
  static List<String> tables() {
    return TABLES.stream().map(Table::name).toList();
  }

  /// @param name its name
  /// @param numbered whether `sequence` alone tells its rows apart, so that it is read in pages
  private record Table(String name, boolean numbered) {}

  /// @param columns the names of the columns
  /// @param values a value or nothing for each
  private record Row(List<String> columns, List<Optional<Object>> values) {}

  /// Copies. What the other one held is gone.
  static void copy(Database from, Database to) {
    from.read(() ->
        to.write(() -> {
          for (Table table : TABLES.reversed()) {
            to.update("DELETE FROM " + table.name());
          }
          for (Table table : TABLES) {
            if (table.numbered()) {
              pages(from, to, table.name());
            } else {
              insert(to, table.name(), from.query(Transfer::row, "SELECT * FROM " + table.name()));
            }
          }
          for (String table : List.of("version", "journal", "incident", "outbox")) {
            to.place().renumber(to, table);
          }
          return true;
        }));
  }

  private static void pages(Database from, Database to, String table) throws SQLException {
    long last = Long.MIN_VALUE;
    while (true) {
      List<Row> page =
          from.query(
              Transfer::row,
              "SELECT * FROM " + table + " WHERE sequence > ? ORDER BY sequence LIMIT ?",
              last,
              PAGE);
      if (page.isEmpty()) {
        return;
      }
      insert(to, table, page);
      Row end = page.getLast();
      last =
          ((Number) end.values().get(end.columns().indexOf("sequence")).orElseThrow()).longValue();
    }
  }

  private static void insert(Database to, String table, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    List<String> columns = rows.getFirst().columns();
    to.updates(
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?"))),
        rows.stream().map(row -> row.values().toArray()).toList());
  }

  private static Row row(ResultSet row) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<Optional<Object>> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      columns.add(row.getMetaData().getColumnName(i));
      values.add(Optional.ofNullable(row.getObject(i)));
    }
    return new Row(columns, values);
  }
}
