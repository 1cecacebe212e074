package io.evenkeel.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Where a ledger lies and what its database system does in its own way. Everything else is one SQL
/// text for both.
sealed interface Place permits Sqlite, Postgres {
  /// What a database says about itself.
  ///
  /// @param application the mark of the program that it belongs to; 0 for none
  /// @param version the version of its tables; 0 for none
  /// @param empty whether it has no tables at all
  record Mark(int application, int version, boolean empty) {}

  /// How messages call it: without login and parameters.
  String shown();

  /// Opens a connection on which a commit is on disk before it returns.
  ///
  /// @throws LedgerException when it can be said better than the driver does what is wrong
  Connection connect() throws SQLException;

  /// What begins a transaction that nobody else writes beside, so that what it reads stays true
  /// until it commits.
  List<String> begin();

  /// What begins a transaction that only reads, all of it as of one moment.
  String beginReading();

  /// A statement of [Schema], which is written for SQLite, in the words of this system.
  String ddl(String statement);

  /// What the database says about itself.
  Mark mark(Database database) throws SQLException;

  /// Marks the database as a ledger of a version. Inside a transaction.
  void mark(Database database, int version) throws SQLException;

  /// What is wrong with the database as a whole; empty when nothing is.
  List<String> damage(Database database);

  /// Whether the connection is gone, so that only another one could help.
  boolean lost(SQLException failure);

  /// Whether the same may succeed a moment later: the connection is gone, or somebody else was
  /// first.
  boolean passing(SQLException failure);

  /// Keeps everybody else from opening it until the connection is closed, if nobody has it open.
  ///
  /// @return whether nobody has
  boolean excludeOthers(Database database);

  /// Goes on numbering after rows that were inserted with their numbers.
  void renumber(Database database, String table) throws SQLException;
}
