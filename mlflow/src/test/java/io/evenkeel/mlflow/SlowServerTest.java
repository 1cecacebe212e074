package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Carrier.Result;
import io.evenkeel.ledger.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that does what we asked after we gave it up, and after we looked whether it had.
class SlowServerTest {
  @TempDir private static Path directory;
  private static String digest = "";

  private FakeMlflow fake;
  private Mlflow mlflow;
  private Outbox.Message message;

  @BeforeAll
  static void train() throws InterruptedException {
    digest = TestingRecords.train(directory, "v1").digest();
  }

  @BeforeEach
  void start() throws IOException {
    fake = new FakeMlflow();
    mlflow = new Mlflow(TestingRecords.settings(fake.address()), directory::resolve);
    message =
        TestingRecords.message(
            directory,
            TestingRecords.run("run", Optional.of(new MlflowRecord.NewVersion("v1", digest))));
  }

  @AfterEach
  void stop() {
    mlflow.close();
    fake.close();
  }

  @Test
  void runThatWasMadeLateIsDeleted() throws InterruptedException {
    fake.beSlowAt("runs/create");
    assertThat(mlflow.carry(message)).isInstanceOf(Result.Later.class);
    assertThat(fake.store.runs).isEmpty();
    assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.runs).hasSize(2);
    requireOne("run2", 1);
    assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
    requireOne("run2", 1);
  }

  @Test
  void runFromWhichTheVersionComesIsTheOneThatStays() throws InterruptedException {
    fake.beSlowAt("runs/create");
    mlflow.carry(message);
    // The second attempt dies on its last request, so that both runs are found unfinished.
    fake.store.refusedEnd = true;
    assertThat(mlflow.carry(message)).isInstanceOf(Result.Later.class);
    fake.store.refusedEnd = false;
    assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
    requireOne("run2", 1);
  }

  @Test
  void versionThatWasMadeTwiceIsLeftOnce() throws InterruptedException {
    fake.beSlowAt("model-versions/create");
    assertThat(mlflow.carry(message)).isInstanceOf(Result.Later.class);
    assertThat(fake.store.versions).isEmpty();
    assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.versions).hasSize(2);
    requireOne("run1", 1);
    assertThat(fake.store.aliases).containsEntry("challenger", "1");
  }

  @Test
  void versionOnWhichAnAliasStandsIsNotDeleted() throws InterruptedException {
    requireBothStay("production");
  }

  @Test
  void versionOnWhichAnAliasStandsThatOnlyItsEndpointTellsIsNotDeleted()
      throws InterruptedException {
    fake.store.unlisted = "champion";
    requireBothStay("champion");
  }

  private void requireBothStay(String alias) throws InterruptedException {
    fake.beSlowAt("model-versions/create");
    fake.store.aliases.put(alias, "2");
    mlflow.carry(message);
    assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.versions)
        .hasSize(2)
        .extracting(version -> version.deleted)
        .containsOnly(false);
  }

  @Test
  void firstOfTwoVersionsCountsInWhateverOrderTheyAreFound() throws InterruptedException {
    assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
    fake.store.versions.add(fake.store.versions.getFirst());
    fake.store.newestFirst = true;
    assertThat(
            mlflow.carry(
                TestingRecords.message(
                    directory, TestingRecords.move(1, Optional.empty(), "v1", digest))))
        .isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsEntry("champion", "1");
  }

  private void requireOne(String run, int version) {
    assertThat(fake.store.runs.entrySet())
        .filteredOn(entry -> !entry.getValue().deleted)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getKey()).isEqualTo(run);
          assertThat(entry.getValue().status).isEqualTo("FINISHED");
        });
    List<Integer> left =
        Stream.iterate(1, number -> number <= fake.store.versions.size(), number -> number + 1)
            .filter(number -> !fake.store.versions.get(number - 1).deleted)
            .toList();
    assertThat(left).containsExactly(version);
    assertThat(fake.store.versions.get(version - 1).run).isEqualTo(run);
  }
}
