package io.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow.Download;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorationTest {
  @TempDir private static Path trained;

  @TempDir private Path home;
  private Ledger ledger;
  private TestingRemote remote;
  private Registry registry;

  @BeforeAll
  static void train() throws InterruptedException {
    TestingBundles.train(trained, "v1", Optional.empty());
  }

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(home.resolve("ledger.db"), Clock.systemUTC());
    remote = new TestingRemote(trained);
    registry = registry(Duration.ofSeconds(30));
    TestingBundles.copy(trained.resolve("v1"), v1());
    registry.record(ModelBundle.open(v1()), "");
  }

  @AfterEach
  void close() {
    remote.released.countDown();
    ledger.close();
  }

  @Test
  void anIntactBundleIsNotAskedForElsewhere() {
    assertThat(registry.open("v1").metadata().version()).isEqualTo("v1");
    assertThat(remote.asked).isEmpty();
  }

  @Test
  void aMissingBundleIsRestored() throws IOException {
    Files.move(v1(), home.resolve("away"));
    assertThat(registry.open("v1").digest()).isEqualTo(digest());
    assertThat(registry.open("v1").digest()).isEqualTo(digest());
    assertThat(remote.asked).containsExactly("v1");
    assertThat(names()).containsExactly("v1");
  }

  @Test
  void anAlteredBundleIsSetAsideAndNeverDeleted() throws IOException {
    TestingBundles.damage(v1());
    byte[] damaged = Files.readAllBytes(v1().resolve("model.ubj"));
    assertThat(registry.open("v1").digest()).isEqualTo(digest());
    assertThat(names()).hasSize(2).first().asString().matches("\\.altered-v1-[0-9a-f]{12}");
    Path aside = home.resolve("models").resolve(names().getFirst());
    assertThat(Files.readAllBytes(aside.resolve("model.ubj"))).isEqualTo(damaged);
    assertThat(registry.unrecorded()).as("not among what is cleared away").isEmpty();
    assertThat(registry.nextName()).isEqualTo("v2");

    TestingBundles.damage(v1());
    registry.open("v1");
    assertThat(names()).as("the same damage once more").hasSize(3);
  }

  @Test
  void aForgedBundleIsRestoredToo() throws IOException {
    TestingBundles.forge(v1());
    assertThat(registry.open("v1").metadata().why()).isEqualTo("for a test");
  }

  @Test
  void whatCannotBeRestoredSaysWhatIsWrongHereAndThere() throws IOException {
    TestingBundles.damage(v1());
    remote.answers(new Download.Away("connection refused"));
    cannotBeOpened("was altered", "MLflow is away: connection refused");
    remote.answers(new Download.Unknown("no version v1"));
    cannotBeOpened("was altered", "MLflow does not have it: no version v1");
    remote.answers(new Download.Altered("model.ubj differs"));
    cannotBeOpened("was altered", "what MLflow has was altered: model.ubj differs");
    assertThat(names()).as("nothing was moved").containsExactly("v1");
  }

  @Test
  void aServerThatHangsIsWaitedForOnlySoLong() throws IOException {
    registry = registry(Duration.ofMillis(50));
    remote.hanging = true;
    assertThat(registry.verified("v1").source())
        .isEqualTo("the local copy; MLflow is away: it did not deliver within 0 s");
    Files.move(v1(), home.resolve("away"));
    cannotBeOpened("there is no such bundle", "hung a short while ago");
    remote.released.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(names()).as("what came too late").isEmpty());
  }

  @Test
  void oneThatHungIsLeftAloneForLongerEachTime() throws IOException {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    registry =
        new Registry(
            home.resolve("models"), ledger, Optional.of(remote), Duration.ofMillis(20), nanos::get);
    remote.hanging = true;
    Files.move(v1(), home.resolve("away"));
    for (int pause : List.of(30, 60, 120, 240, 300, 300)) {
      cannotBeOpened("did not deliver");
      nanos.addAndGet(Duration.ofSeconds(pause).toNanos() - 1);
      cannotBeOpened("asked again later");
      nanos.incrementAndGet();
    }
    remote.released.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(names()).as("what came too late").isEmpty());
  }

  @Test
  void aLookAtAVersionRestoresNothing() throws IOException {
    assertThat(registry.openHere("v1").digest()).isEqualTo(digest());
    Files.move(v1(), home.resolve("away"));
    assertThatExceptionOfType(BundleException.class).isThrownBy(() -> registry.openHere("v1"));
    assertThat(remote.asked).isEmpty();
  }

  @Test
  void whatIsGoneBackToIsComparedWithTheCopyElsewhere() throws IOException {
    assertThat(registry.verified("v1").source()).isEqualTo("the local copy, equal to MLflow's");
    assertThat(names()).containsExactly("v1");
    remote.answers(new Download.Away("connection refused"));
    assertThat(registry.verified("v1").bundle().digest()).isEqualTo(digest());
    remote.answers(new Download.Altered("model.ubj differs"));
    assertThat(registry.verified("v1").source()).contains("the local copy", "altered");
    remote.answers(new Download.Complete());
    TestingBundles.damage(v1());
    assertThat(registry.verified("v1"))
        .satisfies(verified -> assertThat(verified.bundle().digest()).isEqualTo(digest()))
        .extracting(Registry.Verified::source)
        .isEqualTo("MLflow's copy");
    assertThat(registry.open("v1").digest()).isEqualTo(digest());
  }

  @Test
  void nothingIsGoneBackToWithoutAnIntactCopy() throws IOException {
    TestingBundles.damage(v1());
    remote.answers(new Download.Away("connection refused"));
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> registry.verified("v1"))
        .withMessageContainingAll("was altered", "connection refused");
    Registry alone = new Registry(home.resolve("models"), ledger);
    assertThatExceptionOfType(BundleException.class).isThrownBy(() -> alone.verified("v1"));
  }

  private void cannotBeOpened(String... words) {
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> registry.open("v1"))
        .withMessageContainingAll(words);
  }

  private Registry registry(Duration budget) {
    return new Registry(home.resolve("models"), ledger, Optional.of(remote), budget);
  }

  private Path v1() {
    return home.resolve("models").resolve("v1");
  }

  private static String digest() {
    return ModelBundle.open(trained.resolve("v1")).digest();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("models"))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
