package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.registry.ServingVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `v2` serves quiet rows, `v1` is gone back to, and servers say what they make of it.
class SwapTest {
  private static final String ROLLBACK = "i1/1/rollback";

  @TempDir private Path directory;
  private TestingHome home;
  private CheckReport report;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory);
    home.versions("v1", "v2");
    report = home.serve(TestingWorld.QUIET, 2000, false);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void withoutAServerNobodyIsWaitedFor() throws InterruptedException {
    assertThat(rollBack(duration -> {})).isInstanceOf(Outcome.Changed.class);
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void everyServerMustSayThatItAnswersWithTheBundle() throws InterruptedException {
    says("a:8000", 2, digest("v2"), 0);
    says("b:8000", 2, digest("v2"), 0);
    Instant before = home.time.instant();
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("a:8000", 3, digest("v1"), 0);
          if (home.time.instant().isAfter(before.plusSeconds(1))) {
            says("b:8000", 3, digest("v1"), 0);
          }
        });
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(home.time.instant()).isBetween(before.plusSeconds(1), before.plusSeconds(2));
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void whatAServerRefusesIsSwappedBack() throws InterruptedException {
    says("a:8000", 2, digest("v2"), 0);
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("a:8000", 2, digest("v2"), 3);
        });
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.describe())
        .isEqualTo("v1 was promoted, but a:8000: the bundle is refused; v2 serves again");
    assertThat(home.registry.history())
        .extracting(ServingVersion::version)
        .containsExactly("v1", "v2", "v1", "v2");
    assertThat(home.remedies().fittingVersion(report))
        .as("it is not tried again and again")
        .isEmpty();
  }

  @Test
  void aServerThatAnswersWithOtherBytesIsSwappedBack() throws InterruptedException {
    says("a:8000", 2, digest("v2"), 0);
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("a:8000", 3, "other", 0);
        });
    assertThat(outcome.describe()).contains("a:8000 answers with digest other instead of");
    assertThat(home.serving()).isEqualTo("v2");
  }

  @Test
  void aServerThatLivesAndDoesNotFollowIsSwappedBack() throws InterruptedException {
    says("a:8000", 2, digest("v2"), 0);
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("a:8000", 2, digest("v2"), 0);
        });
    assertThat(outcome.describe()).contains("a:8000 did not load it within 20 s");
    assertThat(home.serving()).isEqualTo("v2");
    assertThat(home.remedies().fittingVersion(report))
        .as("a slow server says nothing against the version")
        .contains("v1");
  }

  @Test
  void aServerThatDiesMeanwhileIsNotWaitedFor() throws InterruptedException {
    says("a:8000", 2, digest("v2"), 0);
    Instant before = home.time.instant();
    assertThat(rollBack(home.time)).isInstanceOf(Outcome.Changed.class);
    assertThat(home.time.instant()).isBetween(before.plusSeconds(14), before.plusSeconds(16));
  }

  @Test
  void aServerThatWasSickBeforeDoesNotKeepTheOthersFromARepair() throws InterruptedException {
    says("a:8000", 2, digest("v2"), 0);
    says("b:8000", 1, digest("v1"), 2);
    Instant before = home.time.instant();
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("a:8000", 3, digest("v1"), 0);
          says("b:8000", 1, digest("v1"), 3);
        });
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(outcome.describe())
        .endsWith("version=v1 | not waited for: b:8000 (the bundle is refused)");
    assertThat(home.time.instant()).isBefore(before.plusSeconds(1));
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void aServerThatDidNotFollowTheChangeBeforeIsNotWaitedFor() throws InterruptedException {
    home.time.sleep(Duration.ofMinutes(1));
    says("a:8000", 2, digest("v2"), 0);
    says("b:8000", 1, "other", 0);
    says("c:8000", 0, "", 0);
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("a:8000", 3, digest("v1"), 0);
          says("b:8000", 3, "other", 0);
          says("c:8000", 0, "", 0);
        });
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(outcome.describe())
        .endsWith(
            "not waited for: b:8000 (did not answer with v2 before),"
                + " c:8000 (did not answer with v2 before)");
    assertThat(home.serving()).isEqualTo("v1");
  }

  /// Its bundle of the change before never opened, and it answers with the one before that, which
  /// is the champion again by a swap-back: it has the right digest and an old number.
  @Test
  void aServerThatHangsSinceAnEarlierChangeIsNotWaitedFor() throws InterruptedException {
    home.registry.promote(Optional.of("v2"), "v1", "a change", "");
    home.registry.promote(Optional.of("v1"), "v2", "swapped back", "");
    says("b:8000", 2, digest("v2"), 0);
    home.time.sleep(Duration.ofSeconds(30));
    says("b:8000", 2, digest("v2"), 0);
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          says("b:8000", 2, digest("v2"), 0);
        });
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(outcome.describe()).contains("not waited for: b:8000");
  }

  @Test
  void aServerThatIsOnlyAboutToFollowTheChangeBeforeHasASay() throws InterruptedException {
    ServingVersion before = home.registry.serving().orElseThrow();
    assertThat(home.time.instant()).isBefore(before.since().plusSeconds(20));
    says("a:8000", 1, digest("v1"), 0);
    Outcome outcome =
        rollBack(duration -> {
          home.time.sleep(duration);
          boolean changed = home.serving().equals("v1");
          says("a:8000", 2, digest("v2"), changed ? 3 : 0);
        });
    assertThat(outcome.describe())
        .isEqualTo("v1 was promoted, but a:8000: the bundle is refused; v2 serves again");
  }

  @Test
  void aSwapWhoseProcessDiedIsSwappedBackWhereAServerRefusedIt() throws InterruptedException {
    assertThat(rollBack(duration -> {})).isInstanceOf(Outcome.Changed.class);
    says("a:8000", 2, digest("v2"), 3);
    Outcome outcome = home.remedies().reconcile(intent());
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(home.serving()).isEqualTo("v2");
    // The process dies again before it can close the effect.
    assertThat(home.remedies().reconcile(intent()).describe())
        .isEqualTo("v1 was promoted, but it was swapped back; v2 serves again");
    assertThat(home.registry.history()).hasSize(4);
  }

  @Test
  void aSwapWhoseProcessDiedIsSwappedBackWhereAServerWasStartedAnewAndRefusesIt()
      throws InterruptedException {
    assertThat(rollBack(duration -> {})).isInstanceOf(Outcome.Changed.class);
    says("a:8000", 0, "", 3);
    assertThat(home.remedies().reconcile(intent())).isInstanceOf(Outcome.Failed.class);
    assertThat(home.serving()).isEqualTo("v2");
  }

  @Test
  void aSwapWhoseProcessDiedStandsWhereOnlyAServerThatWasSickBeforeRefusesIt()
      throws InterruptedException {
    assertThat(rollBack(duration -> {})).isInstanceOf(Outcome.Changed.class);
    says("a:8000", 1, digest("v1"), 3);
    assertThat(home.remedies().reconcile(intent())).isInstanceOf(Outcome.Changed.class);
    assertThat(home.serving()).isEqualTo("v1");
  }

  private Outcome rollBack(Pause pause) throws InterruptedException {
    return home.remedies(pause, Duration.ofMinutes(1))
        .perform(new Remedy.RollBack(), new Order("i1", ROLLBACK, report, report.recommendation()));
  }

  private void says(String server, long sequence, String digest, long refused) {
    home.registry.serves(
        server,
        sequence % 2 == 0 ? "v2" : "v1",
        sequence,
        digest,
        refused,
        refused > 0 ? "the bundle is refused" : "");
  }

  private String digest(String version) {
    return home.registry.open(version).digest();
  }

  private static JournalEntry intent() {
    return new JournalEntry(
        1, TestingTime.START, "i1", "rollback", JournalEntry.Phase.INTENT, ROLLBACK, "", "{}");
  }
}
