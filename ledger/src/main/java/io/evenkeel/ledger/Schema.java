package io.evenkeel.ledger;

import java.sql.SQLException;
import java.util.List;

/// The tables of the ledger, written for SQLite, and how an older database becomes a newer one.
final class Schema {
  /// "EVKL" in ASCII.
  static final int APPLICATION = 0x45564b4c;

  /// What leads from each version to the next. A line that was released is never changed.
  private static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              """
              CREATE TABLE journal (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                time TEXT NOT NULL,
                incident TEXT NOT NULL,
                step TEXT NOT NULL,
                phase TEXT NOT NULL CHECK (phase IN ('INTENT', 'DONE', 'FAILED', 'NOTE')),
                key TEXT NOT NULL CHECK ((key = '') = (phase = 'NOTE')),
                code TEXT NOT NULL,
                detail TEXT NOT NULL
              ) STRICT\
              """,
              "CREATE UNIQUE INDEX journal_intent ON journal (key) WHERE phase = 'INTENT'",
              "CREATE UNIQUE INDEX journal_end ON journal (key) WHERE phase IN ('DONE', 'FAILED')",
              "CREATE INDEX journal_incident ON journal (incident)",
              "CREATE INDEX journal_step ON journal (step, phase)",
              """
              CREATE TABLE version (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL UNIQUE,
                recorded TEXT NOT NULL,
                digest TEXT NOT NULL,
                parent TEXT,
                key TEXT NOT NULL
              ) STRICT\
              """,
              "CREATE UNIQUE INDEX version_key ON version (key) WHERE key <> ''",
              """
              CREATE TABLE alias (
                alias TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                version TEXT NOT NULL REFERENCES version (name),
                since TEXT NOT NULL,
                why TEXT NOT NULL,
                key TEXT NOT NULL,
                PRIMARY KEY (alias, sequence)
              ) STRICT\
              """,
              "CREATE UNIQUE INDEX alias_key ON alias (alias, key) WHERE key <> ''",
              """
              CREATE TABLE incident (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                revision INTEGER NOT NULL,
                opened TEXT NOT NULL,
                updated TEXT NOT NULL,
                detail TEXT NOT NULL
              ) STRICT\
              """),
          List.of(
              """
              CREATE TABLE outbox (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                queue TEXT NOT NULL,
                key TEXT NOT NULL,
                subject TEXT NOT NULL,
                kind TEXT NOT NULL,
                payload TEXT NOT NULL,
                put TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('WAITING', 'SENT', 'REFUSED')),
                attempts INTEGER NOT NULL,
                due TEXT NOT NULL,
                ended TEXT,
                reason TEXT NOT NULL,
                UNIQUE (queue, key)
              ) STRICT\
              """,
              "CREATE INDEX outbox_waiting ON outbox (queue, sequence) WHERE state = 'WAITING'",
              "CREATE INDEX outbox_refused ON outbox (queue) WHERE state = 'REFUSED'",
              "CREATE INDEX outbox_kept ON outbox (queue, ended)"
                  + " WHERE state = 'SENT' AND payload <> ''",
              "CREATE INDEX outbox_subject ON outbox (queue, subject, sequence)",
              """
              CREATE TABLE heartbeat (
                process TEXT PRIMARY KEY,
                time TEXT NOT NULL
              ) STRICT\
              """,
              """
              CREATE TABLE cursor (
                name TEXT PRIMARY KEY,
                sequence INTEGER NOT NULL
              ) STRICT\
              """),
          List.of(
              """
              CREATE TABLE chain (
                sequence INTEGER PRIMARY KEY,
                time TEXT NOT NULL,
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                number INTEGER NOT NULL,
                digest TEXT NOT NULL,
                token INTEGER NOT NULL,
                seal TEXT NOT NULL,
                hash TEXT NOT NULL
              ) STRICT\
              """,
              "CREATE INDEX chain_line ON chain (kind, name, number)",
              """
              CREATE TABLE lease (
                name TEXT PRIMARY KEY,
                token INTEGER NOT NULL,
                holder TEXT NOT NULL,
                expires TEXT
              ) STRICT\
              """),
          List.of(
              """
              CREATE TABLE server (
                server TEXT PRIMARY KEY,
                version TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                digest TEXT NOT NULL,
                refused INTEGER NOT NULL,
                problem TEXT NOT NULL,
                time TEXT NOT NULL
              ) STRICT\
              """));

  /// The version that brought the chain.
  static final int CHAINED = 3;

  private Schema() {}

  /// The version that this program writes.
  static int current() {
    return MIGRATIONS.size();
  }

  /// Brings a database to the current version; a new one is one of version 0. What was written
  /// before there was a chain is taken into it.
  ///
  /// @throws LedgerException when the database belongs to another program or to a newer one;
  ///   nothing was written to it then
  static void migrate(Database database, Chain chain) {
    database.write(() -> {
      Place place = database.place();
      int version = version(database);
      for (List<String> migration : MIGRATIONS.subList(version, current())) {
        for (String statement : migration) {
          database.plain(place.ddl(statement));
        }
      }
      if (version < CHAINED) {
        chain.takeIn();
      }
      if (version < current()) {
        place.mark(database, current());
      }
      return version;
    });
  }

  /// The version of a ledger.
  ///
  /// @throws LedgerException when the database belongs to another program or to a newer one
  static int version(Database database) throws SQLException {
    Place place = database.place();
    Place.Mark mark = place.mark(database);
    if (mark.application() != APPLICATION
        && !(mark.application() == 0 && mark.version() == 0 && mark.empty())) {
      throw new LedgerException(
          place.shown() + " is a database, but not a ledger of Evenkeel; name another one");
    }
    if (mark.version() > current()) {
      throw new LedgerException(
          "the ledger %s has version %d, this program knows versions up to %d; run a newer one"
              .formatted(place.shown(), mark.version(), current()));
    }
    return mark.version();
  }
}
