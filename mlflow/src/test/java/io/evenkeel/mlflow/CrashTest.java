package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Carrier.Result;
import io.evenkeel.ledger.Outbox;
import io.evenkeel.model.ModelBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server, or we, may die between any two requests.
class CrashTest {
  @TempDir private static Path directory;
  private static String first = "";
  private static String second = "";

  @BeforeAll
  static void train() throws Exception {
    ModelBundle v1 = TestingRecords.train(directory, "v1");
    ModelBundle v2 = TestingRecords.train(directory, "v2");
    first = v1.digest();
    second = v2.digest();
  }

  private static Mlflow client(FakeMlflow fake) {
    return new Mlflow(TestingRecords.settings(fake.address()), directory::resolve);
  }

  @Test
  void runAndVersionExistOnceWhereverItDies() throws Exception {
    Outbox.Message run = run("crash-run", "v1", first);
    int requests = undisturbed(run);
    assertThat(requests).isGreaterThan(25);
    for (int at = 0; at < requests; at++) {
      for (boolean done : new boolean[] {false, true}) {
        try (FakeMlflow fake = new FakeMlflow();
            Mlflow mlflow = client(fake)) {
          fake.dieAt(at, done);
          assertThat(mlflow.carry(run)).as("at %s", at).isInstanceOf(Result.Later.class);
          fake.dieAt(-1, false);
          assertThat(mlflow.carry(run)).as("after %s", at).isEqualTo(new Result.Arrived());
          requireOneRun(fake, at);
          // It may arrive once more: the mark that it arrived may have been lost.
          assertThat(mlflow.carry(run)).isEqualTo(new Result.Arrived());
          requireOneRun(fake, at);
        }
      }
    }
  }

  private static int undisturbed(Outbox.Message run) throws Exception {
    try (FakeMlflow fake = new FakeMlflow();
        Mlflow mlflow = client(fake)) {
      assertThat(mlflow.carry(run)).isEqualTo(new Result.Arrived());
      requireOneRun(fake, -1);
      return fake.count();
    }
  }

  private static void requireOneRun(FakeMlflow fake, int at) {
    assertThat(fake.store.runs).as("died at %s", at).hasSize(1);
    FakeStore.Run run = fake.store.run("run1");
    assertThat(run.status).isEqualTo("FINISHED");
    assertThat(run.params).containsEntry("max_depth", "6").hasSize(2);
    assertThat(run.metrics).containsEntry("drift_score", "0.625").hasSize(2);
    assertThat(run.tags).containsEntry("triggered_by", "drift");
    assertThat(fake.store.versions).as("died at %s", at).hasSize(1);
    assertThat(fake.store.versions.getFirst().tags)
        .containsEntry("evenkeel.version", "v1")
        .containsEntry("bundle.sha256", first)
        .containsEntry("incident_id", "inc-1")
        .containsEntry("train.rows", "200");
    assertThat(fake.store.versions.getFirst().source)
        .isEqualTo("mlflow-artifacts:/1/run1/artifacts/model");
    assertThat(fake.store.aliases).containsEntry("challenger", "1");
    assertThat(fake.store.artifacts.keySet())
        .contains(
            "1/run1/artifacts/drift/report.json",
            "1/run1/artifacts/golden_predictions.json",
            "1/run1/artifacts/model/MLmodel",
            "1/run1/artifacts/bundle/SHA256SUMS",
            "1/run1/artifacts/bundle/importance.json");
  }

  @Test
  void championMovesOnceWhereverItDies() throws Exception {
    Outbox.Message run1 = run("run-1", "v1", first);
    Outbox.Message run2 = run("run-2", "v2", second);
    Outbox.Message move1 = message(TestingRecords.move(1, Optional.empty(), "v1", first));
    Outbox.Message move2 = message(TestingRecords.move(2, Optional.of("v1"), "v2", second));
    int requests = Integer.MAX_VALUE;
    for (int at = -1; at < requests; at++) {
      for (boolean done : new boolean[] {false, true}) {
        try (FakeMlflow fake = new FakeMlflow();
            Mlflow mlflow = client(fake)) {
          for (Outbox.Message message : new Outbox.Message[] {run1, move1, run2}) {
            assertThat(mlflow.carry(message)).isEqualTo(new Result.Arrived());
          }
          fake.dieAt(at, done);
          if (at >= 0) {
            assertThat(mlflow.carry(move2)).as("at %s", at).isInstanceOf(Result.Later.class);
            fake.dieAt(-1, false);
          }
          assertThat(mlflow.carry(move2)).as("after %s", at).isEqualTo(new Result.Arrived());
          requests = at < 0 ? fake.count() : requests;
          assertThat(mlflow.carry(move2)).isEqualTo(new Result.Arrived());

          assertThat(fake.store.championMoves).as("died at %s", at).containsExactly("1", "2");
          assertThat(fake.store.aliases)
              .as("died at %s", at)
              .containsEntry("champion", "2")
              .containsEntry("previous", "1")
              .hasSize(2);
          assertThat(fake.store.versions.get(1).tags)
              .containsEntry("deploy.seq", "2")
              .containsEntry("deploy.prev", "1")
              .containsEntry("deploy.incident", "inc-1");
        }
      }
    }
    assertThat(requests).isGreaterThan(8);
  }

  @Test
  void modelDirectoryIsWrittenBeforeTheFileThatCompletesIt() throws Exception {
    try (FakeMlflow fake = new FakeMlflow();
        Mlflow mlflow = client(fake)) {
      assertThat(mlflow.carry(run("order", "v1", first))).isEqualTo(new Result.Arrived());
      int mlmodel = puts(fake, "model/MLmodel");
      for (String file :
          new String[] {"model.ubj", "conda.yaml", "python_env.yaml", "requirements.txt"}) {
        assertThat(puts(fake, "model/" + file)).isBetween(0, mlmodel - 1);
      }
      String written =
          new String(
              fake.store.artifacts.get("1/run1/artifacts/model/MLmodel"), StandardCharsets.UTF_8);
      assertThat(written).contains("xgb_version: 3.0.4", "run_id: run1");
    }
  }

  private static int puts(FakeMlflow fake, String file) {
    return fake.requests.indexOf("PUT mlflow-artifacts/artifacts/1/run1/artifacts/" + file);
  }

  private static Outbox.Message run(String key, String version, String digest) {
    return message(
        TestingRecords.run(key, Optional.of(new MlflowRecord.NewVersion(version, digest))));
  }

  private static Outbox.Message message(MlflowRecord record) {
    return TestingRecords.message(directory, record);
  }
}
