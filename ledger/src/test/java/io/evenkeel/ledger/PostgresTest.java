package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTest {
  private static final String TERMINATE =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'evenkeel'";

  private final TestingClock clock = new TestingClock();
  private final LedgerFixture place;

  PostgresTest(@TempDir Path directory) {
    place = Databases.POSTGRES.fixture(directory);
  }

  @Test
  void aConnectionThatWasCutIsMadeAnew() throws SQLException {
    try (Ledger ledger = place.open(clock)) {
      ledger.journal().intend("i1", "retrain", "k", "{}");
      place.change(TERMINATE);
      assertThat(ledger.journal().openIntents()).hasSize(1);
      place.change(TERMINATE);
      ledger.journal().done("k", "done", "{}");
      assertThat(ledger.journal().of("i1")).hasSize(2);
    }
    assertThat(Audit.verify(place.file(), place.settings(), Optional.empty()))
        .isInstanceOf(Audit.Verdict.Intact.class);
  }

  @Test
  void aTransactionThatWasCutIsDoneAgainAsAWhole() throws SQLException {
    place.open(clock).close();
    AtomicInteger runs = new AtomicInteger();
    try (Database database = new Database(Postgres.at(place.url().orElseThrow()))) {
      database.write(() -> {
        database.update("INSERT INTO cursor (name, sequence) VALUES (?, ?)", "a", 1);
        if (runs.incrementAndGet() == 1) {
          place.change(TERMINATE);
        }
        return database.update("INSERT INTO cursor (name, sequence) VALUES (?, ?)", "b", 1);
      });
    }
    assertThat(runs).hasValue(2);
    assertThat(place.texts("SELECT name FROM cursor ORDER BY name")).containsExactly("a", "b");
  }

  @Test
  void whoeverHoldsTheLockForTooLongIsNamed() throws SQLException {
    place.open(clock).close();
    try (Database one = new Database(Postgres.at(place.url().orElseThrow()));
        Database other = new Database(Postgres.at(place.url().orElseThrow()))) {
      one.write(() -> {
        assertThatExceptionOfType(LedgerException.class)
            .isThrownBy(() -> other.write(() -> 1))
            .withMessageContaining("cannot write the ledger")
            .withMessageContaining("lock timeout");
        return 1;
      });
    }
  }

  @Test
  void aServerThatIsAwayIsSaidWithoutThePassword() {
    LedgerSettings settings =
        new LedgerSettings(
            Optional.of("postgresql://ada:open%40sesame@127.0.0.1:1/facts?connectTimeout=1"),
            Optional.empty(),
            Duration.ofDays(365));
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> Ledger.open(place.file(), settings, clock))
        .withMessageContaining("postgresql://127.0.0.1:1/facts")
        .satisfies(e -> {
          for (Throwable each = e; each != null; each = each.getCause()) {
            assertThat(String.valueOf(each.getMessage())).doesNotContain("sesame", "ada");
          }
        });
    assertThat(settings.toString()).doesNotContain("sesame", "ada").contains("127.0.0.1:1/facts");
  }

  @Test
  void anAddressWithALoginIsTakenApart() {
    assertThat(Postgres.at("postgres://ada:open%40se+same@db.example:5432/facts?sslmode=require"))
        .isEqualTo(
            new Postgres(
                "jdbc:postgresql://db.example:5432/facts?sslmode=require",
                new Postgres.Login("ada", "open@se+same")));
    assertThat(Postgres.at("jdbc:postgresql://db.example/facts?user=ada&password=secret").shown())
        .isEqualTo("postgresql://db.example/facts");
  }

  @Test
  void whatIsNoAddressOfPostgresIsRefusedWithoutRepeatingIt() {
    for (String address :
        List.of(
            "mysql://ada:secret@db/facts",
            "postgresql://ada:sec ret@db/facts",
            "postgresql:secret",
            "postgresql://db:5432",
            "secret")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new LedgerSettings(Optional.of(address), Optional.empty(), Duration.ofDays(365)))
          .withMessageContaining("ledger.url")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret", "sec ret"));
    }
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws SQLException {
    place.change("CREATE TABLE customer (id BIGINT)");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> place.open(clock))
        .withMessageContaining("not a ledger");
  }

  @Test
  void aDatabaseOfANewerProgramIsRefused() throws SQLException {
    place.open(clock).close();
    place.change("UPDATE ledger_schema SET version = 99");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> place.open(clock))
        .withMessageContaining("version 99");
  }

  @Test
  void aSchemaThatIsMissingIsSaid() {
    String address = place.url().orElseThrow().replaceFirst("currentSchema=.*", "currentSchema=no");
    LedgerSettings settings =
        new LedgerSettings(Optional.of(address), Optional.empty(), Duration.ofDays(365));
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> Ledger.open(place.file(), settings, clock))
        .withMessageContaining("no schema");
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeatable read", "serializable"})
  void writersTakeTurnsWhateverIsolationTheRoleHas(String isolation) throws Exception {
    place.change("ALTER ROLE postgres SET default_transaction_isolation = '" + isolation + "'");
    try {
      SharedLedgerTest.writeAtOnce(place);
    } finally {
      place.change("ALTER ROLE postgres RESET default_transaction_isolation");
    }
  }

  @Test
  void commitsAreOnDiskBeforeTheyReturn() throws SQLException {
    place.change("ALTER ROLE postgres SET synchronous_commit = off");
    try (Ledger ledger = place.open(clock)) {
      assertThat(ledger.text("SHOW synchronous_commit")).isEqualTo("on");
    } finally {
      place.change("ALTER ROLE postgres RESET synchronous_commit");
    }
  }
}
