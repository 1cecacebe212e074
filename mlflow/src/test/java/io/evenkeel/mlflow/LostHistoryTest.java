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

/// A server that knows less than the ledger: it began anew, or from an older state.
class LostHistoryTest {
  @TempDir private static Path directory;
  private static String first = "";
  private static String second = "";

  private FakeMlflow fake;
  private Mlflow mlflow;
  private boolean unreadable;

  @BeforeAll
  static void train() throws InterruptedException {
    first = TestingRecords.train(directory, "v1").digest();
    second = TestingRecords.train(directory, "v2").digest();
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
  void moveBringsTheVersionThatAnEmptyServerLacks() throws InterruptedException {
    assertThat(move(7, "v1", "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsOnlyKeys("champion").containsEntry("champion", "1");
    assertThat(fake.store.versions.getFirst().tags)
        .containsEntry("evenkeel.version", "v2")
        .containsEntry("deploy.seq", "7");
    FakeStore.Run run = fake.store.run("run1");
    assertThat(run.tags).containsEntry("evenkeel.key", "version/v2");
    assertThat(run.metrics).containsKey("roc_auc");
    assertThat(run.status).isEqualTo("FINISHED");
  }

  @Test
  void itsOwnRecordMayComeAfterTheMove() throws InterruptedException {
    assertThat(move(7, "v1", "v2", second)).isEqualTo(new Result.Arrived());
    for (String key : new String[] {"version/v2", "retrain/1"}) {
      assertThat(run(key, "v2", second)).isEqualTo(new Result.Arrived());
    }
    assertThat(fake.store.versions).hasSize(1);
    assertThat(fake.store.aliases).containsOnlyKeys("champion");
  }

  @Test
  void runThatEndedWithoutItsVersionGetsIt() throws InterruptedException {
    fake.store.refusedVersions = true;
    assertThat(run("version/v2", "v2", second)).isInstanceOf(Result.Refused.class);
    assertThat(move(1, "v1", "v2", second)).isInstanceOf(Result.Refused.class);
    fake.store.refusedVersions = false;
    assertThat(move(1, "v1", "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.runs).hasSize(1);
    assertThat(fake.store.versions).hasSize(1);
  }

  @Test
  void moveIsRefusedWhenItsBundleIsGoneHereToo() throws InterruptedException {
    assertThat(move(2, "v1", "v9", "9".repeat(64)))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.reason()).contains("no version that is v9", "no such"));
    unreadable = true;
    assertThat(move(2, "v1", "v2", second)).isInstanceOf(Result.Later.class);
    assertThat(fake.store.runs).isEmpty();
  }

  @Test
  void aliasOfAnOlderStateIsNoForeignMove() throws InterruptedException {
    assertThat(move(1, "v0", "v1", first)).isEqualTo(new Result.Arrived());
    // The moves 2 to 5 were lost.
    assertThat(move(6, "v5", "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.championMoves).containsExactly("1", "2");
  }

  @Test
  void aliasThatNoMoveOfOursSetIsBehindUnlessThisIsTheFirst() throws InterruptedException {
    run("version/v1", "v1", first);
    fake.store.point("champion", "1");
    assertThat(move(1, "v0", "v2", second)).isInstanceOf(Result.Later.class);
    assertThat(move(6, "v5", "v2", second)).isEqualTo(new Result.Arrived());
  }

  private Path bundle(String version) {
    if (unreadable) {
      throw new BundleException("cannot be read", new IOException("Too many open files"));
    }
    return directory.resolve(version);
  }

  private Result run(String key, String version, String digest) throws InterruptedException {
    return mlflow.carry(
        TestingRecords.message(
            directory,
            TestingRecords.run(key, Optional.of(new MlflowRecord.NewVersion(version, digest)))));
  }

  private Result move(long sequence, String from, String to, String digest)
      throws InterruptedException {
    return mlflow.carry(
        TestingRecords.message(
            directory, TestingRecords.move(sequence, Optional.of(from), to, digest)));
  }
}
