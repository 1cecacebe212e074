package io.evenkeel.ledger;

import java.sql.SQLException;
import java.util.Optional;

/// What tests write into a ledger, and how they alter it behind its back.
///
/// @param place where it lies
record LedgerStory(LedgerFixture place) {
  /// An incident from its opening to an end.
  static void tell(Ledger ledger, String incident, String state) {
    ledger.incidents().open(incident, "open", "{}");
    ledger.journal().note(incident, "decision", "retrain", "{}");
    ledger.journal().intend(incident, "retrain", incident + "/1/retrain", "{}");
    ledger.journal().done(incident + "/1/retrain", "done", "{}");
    ledger.incidents().change(incident, 1, state, "{}");
  }

  /// Links: version, alias, incident 1, incident 2, ... journal 1 is link 5.
  Head write(Ledger opened) {
    try (Ledger ledger = opened) {
      ledger.versions().record("v1", "aa", Optional.empty(), "");
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
      ledger.incidents().open("i1", "open", "{}");
      ledger.incidents().change("i1", 1, "mitigating", "{}");
      ledger.journal().intend("i1", "retrain", "i1/1/retrain", "{}");
      ledger.journal().done("i1/1/retrain", "done", "{}");
      ledger.journal().note("i1", "decision", "ok", "{}");
      ledger.versions().record("v2", "bb", Optional.of("v1"), "i1/1/retrain");
      return ledger.head();
    }
  }

  /// Alters a column.
  void set(String table, String column, String value, String where) throws SQLException {
    place.change("UPDATE %s SET %s = %s WHERE %s".formatted(table, column, value, where));
  }
}
