package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.RecordCodec;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TableFile;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PythonLoadsJavaModelTest {
  private static final String MODEL = "fraud_model";
  @TempDir private Path directory;

  @Test
  void championIsTheSameModelInPython() throws Exception {
    ModelBundle first = MlflowRecords.train(directory, "v1");
    ModelBundle second = MlflowRecords.train(directory, "v2");
    SettableClock clock = new SettableClock(MlflowRecords.NOON);
    Path store = Files.createDirectory(directory.resolve("mlflow"));
    try (MlflowServer server = MlflowServer.start(store, Tools.freePort());
        Ledger ledger = Ledger.open(directory.resolve("ledger.db"), clock);
        Mlflow mlflow =
            new Mlflow(MlflowServer.settings(server.address(), MODEL), directory::resolve)) {
      assertThat(mlflow.champion()).isEqualTo(new Mlflow.Standing.Unset());
      int delivered =
          MlflowRecords.deliver(
              ledger,
              mlflow,
              clock,
              MlflowRecords.retrain("run-1", first),
              MlflowRecords.move(1, Optional.empty(), first),
              MlflowRecords.retrain("run-2", second),
              MlflowRecords.move(2, Optional.of("v1"), second));
      assertThat(ledger.outbox().trouble(RecordCodec.QUEUE)).isEmpty();
      assertThat(ledger.outbox().trouble(RecordCodec.MOVES)).isEmpty();
      assertThat(delivered).isEqualTo(4);
      assertThat(ledger.outbox().refused()).isEmpty();
      assertThat(mlflow.champion()).isEqualTo(new Mlflow.Standing.Ours("v2", second.digest(), "2"));

      FeatureTable rows =
          MlflowRecords.withHoles(UpiWorld.mixed(99).table(Regime.medium(), 10_000).features());
      TableFile.write(directory.resolve("rows.csv"), rows);
      server.python(
          "load_champion.py",
          Optional.empty(),
          directory,
          MODEL,
          directory.resolve("rows.csv").toString(),
          directory.resolve("predictions.csv").toString(),
          directory.resolve("report.json").toString());

      double[] ours = second.scorer().probabilities(rows);
      double[][] theirs = MlflowRecords.columns(directory.resolve("predictions.csv"));
      assertThat(Arrays.stream(ours).distinct().count()).isGreaterThan(1_000);
      assertThat(MlflowRecords.distance(ours, theirs[0])).as("pyfunc").isLessThanOrEqualTo(1e-6);
      assertThat(MlflowRecords.distance(ours, theirs[1])).as("xgboost").isLessThanOrEqualTo(1e-6);
      requireRecorded(
          JsonMapper.shared().readTree(Files.readString(directory.resolve("report.json"))), second);
    }
  }

  private static void requireRecorded(JsonNode report, ModelBundle champion) {
    assertThat(report.path("number").asString()).isEqualTo("2");
    assertThat(report.path("aliases").toString())
        .isEqualTo("{\"champion\":\"2\",\"previous\":\"1\"}");
    assertThat(report.path("experiment").asString()).isEqualTo("upi_fraud_retrain");
    assertThat(report.path("runs").asInt()).isEqualTo(2);
    assertThat(report.path("run").asString()).isEqualTo("retrain v2");
    assertThat(report.path("status").asString()).isEqualTo("FINISHED");
    assertThat(report.path("start_time").asLong()).isEqualTo(MlflowRecords.NOON.toEpochMilli());
    assertThat(report.path("end_time").asLong())
        .isEqualTo(MlflowRecords.NOON.plusSeconds(90).toEpochMilli());
    assertThat(report.path("params").toString())
        .isEqualTo("{\"max_depth\":\"5\",\"trees\":\"60\"}");
    assertThat(report.path("metrics").path("drift_score").asDouble()).isEqualTo(0.625);
    assertThat(report.path("metrics").path("roc_auc").asDouble())
        .isEqualTo(champion.metadata().rocAuc());
    JsonNode tags = report.path("tags");
    assertThat(tags.path("triggered_by").asString()).isEqualTo("drift");
    assertThat(tags.path("evenkeel.key").asString()).isEqualTo("run-2");
    JsonNode versionTags = report.path("version_tags");
    assertThat(versionTags.path("bundle.sha256").asString()).isEqualTo(champion.digest());
    assertThat(versionTags.path("train.rows").asString()).isEqualTo("4000");
    assertThat(versionTags.path("deploy.seq").asString()).isEqualTo("2");
    assertThat(versionTags.path("deploy.prev").asString()).isEqualTo("1");
    assertThat(versionTags.path("deploy.incident").asString()).isEqualTo("inc-7");
    assertThat(versionTags.path("incident_id").asString()).isEqualTo("inc-7");
    assertThat(report.path("artifacts").valueStream().map(JsonNode::asString))
        .contains(
            "drift/report.json",
            "golden_predictions.json",
            "bundle/SHA256SUMS",
            "bundle/importance.json",
            "bundle/reference.csv",
            "model/MLmodel",
            "model/model.ubj",
            "model/conda.yaml",
            "model/python_env.yaml",
            "model/requirements.txt");
  }
}
