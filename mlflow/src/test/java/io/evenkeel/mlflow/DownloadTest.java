package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Carrier.Result;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final String BUNDLE = "1/run1/artifacts/bundle/";
  @TempDir private static Path models;
  private static String digest = "";

  @TempDir private Path home;
  private FakeMlflow fake;
  private Mlflow mlflow;

  @BeforeAll
  static void train() throws Exception {
    digest = TestingRecords.train(models, "v1").digest();
  }

  @BeforeEach
  void record() throws Exception {
    fake = new FakeMlflow();
    mlflow = new Mlflow(TestingRecords.settings(fake.address()), models::resolve);
    MlflowRecord run =
        TestingRecords.run("run", Optional.of(new MlflowRecord.NewVersion("v1", digest)));
    assertThat(mlflow.carry(TestingRecords.message(home, run))).isEqualTo(new Result.Arrived());
  }

  @AfterEach
  void stop() {
    mlflow.close();
    fake.close();
  }

  @Test
  void bundleComesBackWhole() throws Exception {
    Path target = home.resolve("v1");
    assertThat(mlflow.download("v1", digest, target)).isEqualTo(new Mlflow.Download.Complete());
    assertThat(ModelBundle.open(target).digest()).isEqualTo(digest);
    assertNothingLeft("v1");
  }

  @Test
  void alteredFilesAreNamedAndNothingIsLeft() throws Exception {
    for (String file : List.of("model.ubj", "metadata.json", "SHA256SUMS")) {
      byte[] whole = fake.store.artifacts.getOrDefault(BUNDLE + file, new byte[0]);
      byte[] altered = whole.clone();
      altered[altered.length / 2] ^= 1;
      fake.store.artifacts.put(BUNDLE + file, altered);
      assertAltered(file, "was altered");
      fake.store.artifacts.remove(BUNDLE + file);
      assertAltered(file, "is gone");
      fake.store.artifacts.put(BUNDLE + file, whole);
    }
    assertNothingLeft();
  }

  @Test
  void unknownVersionIsUnknown() throws Exception {
    for (String[] asked : new String[][] {{"v2", digest}, {"v1", "0".repeat(64)}}) {
      assertThat(mlflow.download(asked[0], asked[1], home.resolve("v1")))
          .isInstanceOf(Mlflow.Download.Unknown.class);
    }
    assertNothingLeft();
  }

  @Test
  void serverThatDiesLeavesNothingBehind() throws Exception {
    fake.dieAt(3, false);
    assertThat(mlflow.download("v1", digest, home.resolve("v1")))
        .isInstanceOf(Mlflow.Download.Away.class);
    assertNothingLeft();
  }

  @Test
  void bundleThatAnotherProcessBroughtIsGoodEnough() throws Exception {
    Path target = home.resolve("v1");
    mlflow.download("v1", digest, target);
    assertThat(mlflow.download("v1", digest, target)).isEqualTo(new Mlflow.Download.Complete());
    assertNothingLeft("v1");
  }

  @Test
  void bundleThatIsMissingHereEndsTheRunAndSaysSo() throws Exception {
    MlflowRecord run =
        TestingRecords.run("other", Optional.of(new MlflowRecord.NewVersion("v7", digest)));
    assertThat(mlflow.carry(TestingRecords.message(home, run)))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused ->
                assertThat(refused.reason()).contains("its version cannot be recorded", "v7"));
    assertThat(fake.store.run("run2").status).isEqualTo("FINISHED");
    assertThat(fake.store.run("run2").metrics).containsEntry("roc_auc", "0.97");
    assertThat(fake.store.versions).hasSize(1);
  }

  private void assertAltered(String file, String how) {
    assertThat(mlflow.download("v1", digest, home.resolve("v1")))
        .isInstanceOfSatisfying(
            Mlflow.Download.Altered.class,
            altered -> assertThat(altered.reason()).contains("bundle/" + file, how));
  }

  private void assertNothingLeft(String... besides) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .filteredOn(name -> !name.startsWith("outbox-"))
          .containsExactlyInAnyOrder(besides);
    }
  }
}
