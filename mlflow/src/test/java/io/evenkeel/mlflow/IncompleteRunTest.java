package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Carrier.Result;
import io.evenkeel.model.BundleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A part of a run that cannot be recorded must not cost us the others.
class IncompleteRunTest {
  @TempDir private static Path directory;
  private static String digest = "";

  private FakeMlflow fake;
  private Mlflow mlflow;
  private boolean unreadable;

  @BeforeAll
  static void train() throws InterruptedException {
    digest = TestingRecords.train(directory, "v1").digest();
  }

  @BeforeEach
  void start() throws IOException {
    fake = new FakeMlflow();
    mlflow = new Mlflow(TestingRecords.settings(fake.address()), this::bundle);
  }

  @AfterEach
  void stop() {
    mlflow.close();
    fake.close();
  }

  @Test
  void versionIsMadeThoughItsMetricsWereRefused() throws InterruptedException {
    fake.store.refusedMetric = "drift_score";
    assertThat(carry())
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.reason()).contains("incomplete", "drift_score"));
    assertThat(fake.store.versions).hasSize(1);
    assertThat(fake.store.run("run1").status).isEqualTo("FINISHED");
    assertThat(fake.store.artifacts).containsKey("1/run1/artifacts/drift/report.json");
  }

  @Test
  void bundleThatCannotBeReadNowIsTriedAgain() throws InterruptedException {
    unreadable = true;
    assertThat(carry())
        .isInstanceOfSatisfying(
            Result.Later.class,
            later -> assertThat(later.reason()).contains("version cannot be", "open files"));
    assertThat(fake.store.run("run1").status).isEqualTo("RUNNING");
    unreadable = false;
    assertThat(carry()).isEqualTo(new Result.Arrived());
    assertThat(fake.store.versions).hasSize(1);
  }

  private Path bundle(String version) {
    if (unreadable) {
      throw new BundleException(
          "v1: cannot be read: Too many open files", new IOException("Too many open files"));
    }
    return directory.resolve(version);
  }

  private Result carry() throws InterruptedException {
    return mlflow.carry(
        TestingRecords.message(
            directory,
            TestingRecords.run("run", Optional.of(new MlflowRecord.NewVersion("v1", digest)))));
  }
}
