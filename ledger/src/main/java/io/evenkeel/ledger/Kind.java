package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a link of the chain vouches for.
enum Kind {
  /// An entry of the journal, by its number.
  JOURNAL("journal", "''", "sequence", "sequence, time, incident, step, phase, key, code, detail"),
  /// A version with the digest of its bundle, by its name.
  VERSION("version", "name", "0", "sequence, name, recorded, digest, parent, key"),
  /// A move of an alias, by the alias and the number of the move.
  ALIAS("alias", "alias", "sequence", "alias, sequence, version, since, why, key"),
  /// An incident, by its id and its revision; only the latest revision is still there.
  INCIDENT("incident", "id", "revision", "sequence, id, state, revision, opened, updated, detail"),
  /// The removal of what was old: the number of the last link that was removed, and its hash where
  /// the others have a digest.
  CHECKPOINT("", "", "", ""),
  /// The first use of a key.
  SEALED("", "", "", "");

  /// The kinds that are lines of a table.
  static final List<Kind> LINES = List.of(VERSION, ALIAS, JOURNAL, INCIDENT);

  private final String table;
  private final String name;
  private final String number;
  private final String columns;

  Kind(String table, String name, String number, String columns) {
    this.table = table;
    this.name = name;
    this.number = number;
    this.columns = columns;
  }

  /// Which line.
  ///
  /// @param name its name; empty where the number says it all
  /// @param number its number; 0 where the name says it all
  record Line(String name, long number) {}

  /// Asks for the digest of one line; the parameters are its name and its number.
  String one() {
    return "SELECT %s FROM %s WHERE %s = ? AND %s = ?".formatted(columns, table, name, number);
  }

  /// Asks for some lines after others, in the order in which they were written; the parameters are
  /// how many to take and how many to pass over.
  String page() {
    return "SELECT %s, %s, %s FROM %s ORDER BY %s LIMIT ? OFFSET ?"
        .formatted(
            name, number, columns, table, this == ALIAS ? "since, alias, sequence" : "sequence");
  }

  /// Asks for the lines that links vouch for; the parameters are two numbers of links, the first
  /// one less than the first that counts.
  String between() {
    String qualified =
        Arrays.stream(columns.split(", ")).map(this::qualified).collect(Collectors.joining(", "));
    // Joined to nothing, kind and name keep SQLite from the index of lines, which knows no order:
    // each batch would read all links.
    return "SELECT chain.name, chain.number, %s FROM chain JOIN %s ON %s = chain.name || '' AND %s = chain.number WHERE chain.kind || '' = '%s' AND chain.sequence > ? AND chain.sequence <= ?"
        .formatted(qualified, table, qualified(name), qualified(number), name());
  }

  /// Asks for the first line that no link vouches for.
  String unlinked() {
    return "SELECT %s, %s FROM %s WHERE NOT EXISTS (SELECT 1 FROM chain WHERE chain.kind = '%s' AND chain.name = %s AND chain.number = %s) ORDER BY 2, 1 LIMIT 1"
        .formatted(name, number, table, name(), qualified(name), qualified(number));
  }

  private String qualified(String column) {
    return Character.isLetter(column.charAt(0)) ? table + "." + column : column;
  }

  /// Reads the line that a row begins with.
  static Line line(ResultSet row) throws SQLException {
    return new Line(row.getString(1), row.getLong(2));
  }

  /// The digest of a row whose columns begin after some others.
  String digest(ResultSet row, int after) throws SQLException {
    List<Object> fields = new ArrayList<>();
    fields.add(name());
    for (int i = 1; i <= columns.split(",").length; i++) {
      fields.add(Optional.ofNullable(row.getString(after + i)));
    }
    return Seal.digest(fields.toArray());
  }

  /// A line in words.
  String describe(Line line) {
    return switch (this) {
      case JOURNAL -> "journal entry " + line.number();
      case VERSION -> "version " + line.name();
      case ALIAS -> "move %d of the alias %s".formatted(line.number(), line.name());
      case INCIDENT -> "incident %s at revision %d".formatted(line.name(), line.number());
      case CHECKPOINT -> "the removal of the links up to " + line.number();
      case SEALED -> "the first use of a key";
    };
  }
}
