package io.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
  private static final Instant NOW = Instant.parse("2026-11-01T06:00:00Z");

  @TempDir private static Path trained;

  @TempDir private Path home;
  private Ledger ledger;
  private Registry registry;

  @BeforeAll
  static void train() throws InterruptedException {
    TestingBundles.train(trained, "v1", Optional.empty());
    TestingBundles.train(trained, "v2", Optional.of("v1"));
  }

  @BeforeEach
  void open() {
    ledger = Ledger.open(home.resolve("ledger.db"), Clock.fixed(NOW, ZoneOffset.UTC));
    registry = new Registry(home.resolve("models"), ledger);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anEmptyHomeServesNothing() {
    assertThat(registry.serving()).isEmpty();
    assertThat(registry.history()).isEmpty();
    assertThat(registry.versions()).isEmpty();
    assertThat(registry.unrecorded()).isEmpty();
    assertThat(registry.nextName()).isEqualTo("v1");
  }

  @Test
  void aPromotedVersionServes() throws IOException {
    record("v1", "");
    record("v2", "i1/1/retrain");
    ServingVersion first = new ServingVersion("v1", 1, NOW, "first");
    ServingVersion second = new ServingVersion("v2", 2, NOW, "better");
    assertThat(registry.promote(Optional.empty(), "v1", "first", ""))
        .isEqualTo(new ChampionChange.Changed(first));
    assertThat(registry.promote(Optional.of("v1"), "v2", "better", "i1/1/retrain"))
        .isEqualTo(new ChampionChange.Changed(second));
    assertThat(registry.serving()).contains(second);
    assertThat(registry.history()).containsExactly(first, second);
    assertThat(registry.promotedBy("i1/1/retrain")).contains(second);
    assertThat(registry.promotedBy("i1/2/retrain")).isEmpty();
    assertThat(registry.promotedBy("")).isEmpty();
    assertThat(registry.versions())
        .extracting(Versions.Fact::parent)
        .containsExactly(Optional.empty(), Optional.of("v1"));
  }

  @Test
  void nothingIsPromotedOverAnotherChampionThanBelieved() throws IOException {
    record("v1", "");
    record("v2", "");
    registry.promote(Optional.empty(), "v1", "first", "");
    assertThat(registry.promote(Optional.empty(), "v2", "why", ""))
        .isInstanceOfSatisfying(
            ChampionChange.Refused.class,
            refused -> assertThat(refused.reason()).contains("v1").contains("v2"));
    assertThat(registry.promote(Optional.of("v2"), "v2", "why", ""))
        .isInstanceOf(ChampionChange.Refused.class);
    assertThat(registry.serving().map(ServingVersion::version)).contains("v1");
  }

  @Test
  void ofTwoWhoPromoteAtOnceOneWins() throws Exception {
    record("v1", "");
    record("v2", "");
    CyclicBarrier barrier = new CyclicBarrier(2);
    List<ChampionChange> changes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<ChampionChange>> results = new ArrayList<>();
      for (String version : List.of("v1", "v2")) {
        results.add(
            threads.submit(() -> {
              barrier.await();
              return registry.promote(Optional.empty(), version, "race", "");
            }));
      }
      for (Future<ChampionChange> result : results) {
        changes.add(result.get());
      }
    }
    assertThat(changes).hasAtLeastOneElementOfType(ChampionChange.Changed.class);
    assertThat(changes).hasAtLeastOneElementOfType(ChampionChange.Refused.class);
    assertThat(registry.history()).hasSize(1);
  }

  @Test
  void recordingTheSameBundleAgainDoesNothing() throws IOException {
    record("v1", "k");
    registry.record(ModelBundle.open(registry.directory("v1")), "k");
    registry.record(ModelBundle.open(registry.directory("v1")), "other");
    assertThat(registry.versions()).hasSize(1);
    assertThat(registry.versions().getFirst().key()).isEqualTo("k");
  }

  @Test
  void aNameDoesNotChangeItsBundle() throws IOException {
    record("v1", "");
    TestingBundles.forge(registry.directory("v1"));
    ModelBundle forged = ModelBundle.open(registry.directory("v1"));
    assertThatIllegalStateException()
        .isThrownBy(() -> registry.record(forged, ""))
        .withMessageContaining("v1");
  }

  @Test
  void whatDoesNotLieInItsDirectoryIsNotRecorded() throws IOException {
    ModelBundle elsewhere = ModelBundle.open(trained.resolve("v1"));
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> registry.record(elsewhere, ""));
    TestingBundles.copy(trained.resolve("v1"), registry.directory("v1"));
    TestingBundles.forge(registry.directory("v1"));
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> registry.record(elsewhere, ""))
        .withMessageContaining("another bundle");
    assertThat(registry.versions()).isEmpty();
  }

  @Test
  void anAlteredBundleIsNeitherOpenedNorPromoted() throws IOException {
    record("v1", "");
    record("v2", "");
    registry.promote(Optional.empty(), "v1", "first", "");
    TestingBundles.damage(registry.directory("v2"));
    refused("v2", "model.ubj");
  }

  @Test
  void aForgedBundleIsNeitherOpenedNorPromoted() throws IOException {
    record("v1", "");
    record("v2", "");
    registry.promote(Optional.empty(), "v1", "first", "");
    TestingBundles.forge(registry.directory("v2"));
    refused("v2", "altered");
  }

  @Test
  void aMissingOrUnknownBundleIsNeitherOpenedNorPromoted() throws IOException {
    record("v1", "");
    registry.promote(Optional.empty(), "v1", "first", "");
    TestingBundles.copy(trained.resolve("v2"), registry.directory("v2"));
    refused("v2", "never recorded");
    registry.record(ModelBundle.open(registry.directory("v2")), "");
    Files.move(registry.directory("v2"), home.resolve("away"));
    refused("v2", "v2");
  }

  @Test
  void newNamesAvoidWhatACrashLeft() throws IOException {
    record("v1", "");
    assertThat(registry.nextName()).isEqualTo("v2");
    Files.createDirectories(home.resolve("models").resolve("v4"));
    assertThat(registry.nextName()).isEqualTo("v5");
    Files.createDirectories(home.resolve("models").resolve(".v7.5d1f.tmp"));
    Files.createDirectories(home.resolve("models").resolve("archive-v99"));
    assertThat(registry.nextName()).isEqualTo("v8");
  }

  @Test
  void namesDoNotLeadOutOfTheDirectory() {
    assertThatIllegalArgumentException().isThrownBy(() -> registry.directory("../v1"));
    assertThatIllegalArgumentException().isThrownBy(() -> registry.directory(".."));
    assertThatIllegalArgumentException().isThrownBy(() -> registry.directory(""));
    assertThat(registry.directory("v1")).isEqualTo(home.resolve("models").resolve("v1"));
  }

  @Test
  void onlyWhatIsNotRecordedIsDiscarded() throws IOException {
    record("v1", "");
    Path leftover = home.resolve("models").resolve(".v2.tmp");
    Files.createDirectories(leftover.resolve("deep"));
    Files.writeString(leftover.resolve("deep").resolve("file"), "x");
    assertThat(registry.unrecorded()).containsExactly(leftover);
    registry.discard(leftover);
    registry.discard(leftover);
    assertThat(leftover).doesNotExist();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.discard(registry.directory("v1")));
    assertThatIllegalArgumentException().isThrownBy(() -> registry.discard(home));
    assertThat(registry.open("v1").metadata().version()).isEqualTo("v1");
  }

  private void record(String version, String key) throws IOException {
    TestingBundles.copy(trained.resolve(version), registry.directory(version));
    registry.record(ModelBundle.open(registry.directory(version)), key);
  }

  private void refused(String version, String reason) {
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> registry.open(version))
        .withMessageContaining(reason);
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> registry.promote(Optional.of("v1"), version, "why", ""));
    assertThat(registry.serving().map(ServingVersion::version)).contains("v1");
  }
}
