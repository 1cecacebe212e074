package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Carrier.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChampionAliasTest {
  @TempDir private static Path directory;
  private static String first = "";
  private static String second = "";

  private FakeMlflow fake;
  private Mlflow mlflow;

  @BeforeAll
  static void train() throws Exception {
    first = TestingRecords.train(directory, "v1").digest();
    second = TestingRecords.train(directory, "v2").digest();
  }

  @BeforeEach
  void start() throws IOException {
    fake = new FakeMlflow();
    mlflow = new Mlflow(TestingRecords.settings(fake.address()), directory::resolve);
  }

  @AfterEach
  void stop() {
    mlflow.close();
    fake.close();
  }

  @Test
  void rollbackGoesBackAndPreviousFollows() throws Exception {
    recordBoth();
    assertThat(move(1, Optional.empty(), "v1", first)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsEntry("champion", "1").doesNotContainKey("previous");
    assertThat(move(2, Optional.of("v1"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(mlflow.champion()).isEqualTo(new Mlflow.Standing.Ours("v2", second, "2"));
    assertThat(move(3, Optional.of("v2"), "v1", first)).isEqualTo(new Result.Arrived());

    assertThat(fake.store.championMoves).containsExactly("1", "2", "1");
    assertThat(fake.store.aliases).containsEntry("champion", "1").containsEntry("previous", "2");
    assertThat(fake.store.versions.getFirst().tags)
        .containsEntry("deploy.seq", "3")
        .containsEntry("deploy.prev", "2");
  }

  @Test
  void somebodyElsesMoveIsReportedNotFought() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    String foreign = fake.store.foreignVersion("models:/m-1");
    fake.store.point("champion", foreign);

    assertThat(mlflow.champion()).isEqualTo(new Mlflow.Standing.Foreign(foreign));
    assertThat(move(2, Optional.of("v1"), "v2", second))
        .isInstanceOfSatisfying(
            Result.Later.class,
            later ->
                assertThat(later.reason())
                    .contains(
                        "names version 3 (not from here)", "from v1 to v2", "registry adopt"));
    assertThat(fake.store.aliases).containsEntry("champion", foreign);

    fake.store.point("champion", "1");
    assertThat(move(2, Optional.of("v1"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsEntry("champion", "2");
  }

  @Test
  void nextMoveSetsAnAliasThatSomebodyTookAway() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    fake.store.drop("champion");

    assertThat(mlflow.champion()).isEqualTo(new Mlflow.Standing.Unset());
    assertThat(move(2, Optional.of("v1"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsEntry("champion", "2");
  }

  @Test
  void earlierVersionThatSomebodyPutBackIsForeign() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    move(2, Optional.of("v1"), "v2", second);
    fake.store.point("champion", "1");

    // The ledger says v3 by now, whose record never arrived.
    assertThat(move(4, Optional.of("v3"), "v2", second)).isInstanceOf(Result.Later.class);
    assertThat(fake.store.championMoves).containsExactly("1", "2", "1");
  }

  @Test
  void gapOfARefusedMoveIsStepped() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    assertThat(move(2, Optional.of("v1"), "v9", "9".repeat(64)))
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.reason()).contains("v9"));
    assertThat(move(3, Optional.of("v9"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.championMoves).containsExactly("1", "2");
  }

  @Test
  void adoptionOvertakesWhatStillWaits() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    String foreign = fake.store.foreignVersion("models:/m-1");
    fake.store.point("champion", foreign);
    assertThat(mlflow.adopt(foreign, 3, "v2")).isEqualTo(new Mlflow.Adoption.Marked());

    // Waiting since before the adoption.
    assertThat(move(2, Optional.of("v1"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsEntry("champion", foreign);
    // The adoption itself, under our own name.
    assertThat(move(3, Optional.of("v2"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases)
        .containsEntry("champion", "2")
        .containsEntry("previous", foreign);
  }

  @Test
  void onlyTheMoveThatTookItOverGoesOnFromAForeignVersion() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    String foreign = fake.store.foreignVersion("models:/m-1");
    fake.store.point("champion", foreign);
    mlflow.adopt(foreign, 2, "v9");
    // The adoption died, and the ledger made another move of this number.
    assertThat(move(2, Optional.of("v1"), "v2", second)).isInstanceOf(Result.Later.class);
    assertThat(move(3, Optional.of("v2"), "v2", second)).isInstanceOf(Result.Later.class);
    assertThat(fake.store.aliases).containsEntry("champion", foreign);
  }

  @Test
  void adoptionThatWasRefusedHoldsUpNoMove() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    String foreign = fake.store.foreignVersion("models:/m-1");
    fake.store.point("champion", foreign);
    mlflow.adopt(foreign, 2, "v9");
    assertThat(move(2, Optional.of("v1"), "v9", "9".repeat(64))).isInstanceOf(Result.Refused.class);
    assertThat(move(3, Optional.of("v9"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.aliases).containsEntry("champion", "2");

    // Once it has gone on from there, going back there is somebody else's doing.
    fake.store.point("champion", foreign);
    assertThat(move(4, Optional.of("v2"), "v1", first)).isInstanceOf(Result.Later.class);
  }

  @Test
  void moveThatAPersonMadeFirstIsSigned() throws Exception {
    recordBoth();
    move(1, Optional.empty(), "v1", first);
    fake.store.point("champion", "2");
    assertThat(move(2, Optional.of("v1"), "v2", second)).isEqualTo(new Result.Arrived());
    assertThat(fake.store.versions.get(1).tags)
        .containsEntry("deploy.seq", "2")
        .containsEntry("deploy.prev", "1");
    assertThat(fake.store.aliases).containsEntry("previous", "1");
  }

  private void recordBoth() throws InterruptedException {
    for (String version : new String[] {"v1", "v2"}) {
      String digest = version.equals("v1") ? first : second;
      MlflowRecord run =
          TestingRecords.run(
              "run-" + version, Optional.of(new MlflowRecord.NewVersion(version, digest)));
      assertThat(mlflow.carry(TestingRecords.message(directory, run)))
          .isEqualTo(new Result.Arrived());
    }
  }

  private Result move(long sequence, Optional<String> from, String to, String digest)
      throws InterruptedException {
    return mlflow.carry(
        TestingRecords.message(directory, TestingRecords.move(sequence, from, to, digest)));
  }
}
