package io.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow.Download;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.Rehearsal.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir private static Path trained;

  @TempDir private Path home;
  private Ledger ledger;
  private TestingRemote remote;
  private Registry registry;

  @BeforeAll
  static void train() throws InterruptedException {
    TestingBundles.train(trained, "v1", Optional.empty());
    TestingBundles.train(trained, "v2", Optional.of("v1"));
  }

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(home.resolve("ledger.db"), Clock.systemUTC());
    remote = new TestingRemote(trained);
    registry =
        new Registry(home.resolve("models"), ledger, Optional.of(remote), Duration.ofSeconds(30));
    for (String version : new String[] {"v1", "v2"}) {
      TestingBundles.copy(trained.resolve(version), registry.directory(version));
      registry.record(ModelBundle.open(registry.directory(version)), "");
    }
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatIsIntactIsNotAskedForElsewhere() {
    Rehearsal rehearsal = Rehearsal.of(registry);
    assertThat(rehearsal.versions())
        .extracting(Rehearsal.Found::condition)
        .containsExactly(Condition.INTACT, Condition.INTACT);
    assertThat(rehearsal.describe()).isEqualTo("2 of 2 versions could serve again");
    assertThat(remote.asked).isEmpty();
  }

  @Test
  void whatIsBrokenIsRestoredBeforeItIsNeeded() throws IOException {
    TestingBundles.damage(registry.directory("v1"));
    Rehearsal rehearsal = Rehearsal.of(registry);
    assertThat(rehearsal.lost()).isEmpty();
    assertThat(rehearsal.describe()).startsWith("2 of 2").contains("v1 is restored: ", "altered");
    assertThat(registry.openHere("v1")).isNotNull();
  }

  @Test
  void whatIsNowhereIntactIsLostAndTheJournalSaysSo() throws IOException {
    Files.delete(registry.directory("v2").resolve("model.ubj"));
    remote.answers(new Download.Unknown("no version v2"));
    Rehearsal rehearsal = Rehearsal.of(registry);
    assertThat(rehearsal.lost()).extracting(Rehearsal.Found::version).containsExactly("v2");
    assertThat(rehearsal.describe()).contains("1 of 2", "v2 is lost", "model.ubj: is missing");

    rehearsal.note(ledger.journal());
    JournalEntry entry = ledger.journal().after(0, 10).getLast();
    assertThat(entry.code()).isEqualTo("lost");
    assertThat(Rehearsal.read(entry)).contains(rehearsal);
    assertThat(Rehearsal.latest(ledger.journal())).contains(entry.time());
  }

  @Test
  void otherEntriesAreNoRehearsalAndABrokenOneSaysSo() {
    ledger.journal().note("", "registry", "settled", "{}");
    ledger.journal().note("", "rehearsal", "intact", "{}");
    assertThat(Rehearsal.read(ledger.journal().after(0, 10).getFirst())).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rehearsal.read(ledger.journal().after(0, 10).getLast()))
        .withMessageContaining("journal entry 2");
  }
}
