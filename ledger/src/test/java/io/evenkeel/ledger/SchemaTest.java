package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir private Path directory;

  @Test
  void aFileOfVersionOneIsBroughtUpToDateWithAllItsFacts() throws SQLException {
    List<String> fresh;
    try (Ledger ledger = open()) {
      ledger.versions().record("v1", "aa", Optional.empty(), "");
      ledger.journal().intend("i1", "retrain", "k", "{}");
    }
    fresh = tables();
    // What later versions added is taken away again; version 1 is what the rest is.
    change("DROP TABLE outbox");
    change("DROP TABLE heartbeat");
    change("DROP TABLE cursor");
    change("DROP TABLE chain");
    change("DROP TABLE lease");
    change("DROP TABLE server");
    change("PRAGMA user_version = 1");

    try (Ledger ledger = open()) {
      assertThat(ledger.versions().all()).extracting(Versions.Fact::name).containsExactly("v1");
      assertThat(ledger.journal().openIntents()).hasSize(1);
      assertThat(ledger.outbox().put("mlflow", "a", "", "", "")).isTrue();
      ledger.heartbeats().beat("agent");
      ledger.cursors().advance("mlflow", 1);
      ledger.servers().tell("here:8000", "v1", 1, "aa", 0, "");
    }
    assertThat(tables()).isEqualTo(fresh);
    try (Ledger ledger = open()) {
      assertThat(ledger.outbox().contains("mlflow", "a")).isTrue();
      assertThat(ledger.cursors().at("mlflow")).isEqualTo(1);
    }
  }

  @Test
  void aBackupForgetsNoTable() throws SQLException {
    open().close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
      List<String> tables = new ArrayList<>();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
      assertThat(Transfer.tables()).containsExactlyInAnyOrderElementsOf(tables);
    }
  }

  @Test
  void noQuestionThatIsAskedAgainAndAgainReadsAllThatEverWent() throws SQLException {
    open().close();
    assertThat(plan(Outbox.COUNT_WAITING)).contains("outbox_waiting");
    assertThat(plan(Outbox.COUNT_REFUSED)).contains("outbox_refused");
    assertThat(plan(Outbox.NEWEST_SENT)).contains("queue=? AND key>? AND key<?");
    assertThat(plan(Outbox.EMPTY_SENT)).contains("outbox_kept");
    assertThat(plan(Kind.JOURNAL.one())).contains("INTEGER PRIMARY KEY");
    assertThat(plan(Kind.JOURNAL.between())).contains("rowid>? AND rowid<?").contains("rowid=?");
    assertThat(plan(Kind.JOURNAL.unlinked())).contains("chain_line");
    assertThat(plan(Outbox.EMPTY_MIDDLE)).contains("outbox_kept", "outbox_subject");
  }

  private String plan(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
        ResultSet rows = statement.executeQuery()) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
      return plan.toString();
    }
  }

  private Ledger open() {
    return Ledger.open(file(), new TestingClock());
  }

  private Path file() {
    return directory.resolve("ledger.db");
  }

  private List<String> tables() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name")) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
