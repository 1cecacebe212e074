package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.mlflow.ForeignModel;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.SavedModel;
import io.evenkeel.model.TableFile;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaServesPythonModelTest {
  private static final String MODEL = "python_model";

  /// What a Python team may have.
  ///
  /// @param library the directory of an older xgboost; empty for the installed one
  private record Kind(String version, Optional<String> library, String format, String file) {}

  @TempDir private Path directory;

  @Test
  void modelsOfPythonScoreTheSame() throws Exception {
    List<Kind> kinds =
        List.of(
            new Kind("2.1", Optional.of("xgboost-2.1"), "default", "model.ubj"),
            new Kind("3.0", Optional.of("xgboost-3.0"), "default", "model.ubj"),
            new Kind("3.2", Optional.empty(), "default", "model.ubj"),
            new Kind("3.2", Optional.empty(), "json", "model.json"),
            new Kind("2.1", Optional.of("xgboost-2.1"), "xgb", "model.xgb"));
    UpiWorld world = UpiWorld.mixed(5);
    TableFile.write(directory.resolve("training.csv"), world.table(Regime.quiet(), 4_000));
    FeatureTable rows = MlflowRecords.withHoles(world.table(Regime.medium(), 10_000).features());
    TableFile.write(directory.resolve("rows.csv"), rows);
    Path store = Files.createDirectory(directory.resolve("mlflow"));
    try (MlflowServer server = MlflowServer.start(store, Tools.freePort());
        Mlflow mlflow =
            new Mlflow(MlflowServer.settings(server.address(), MODEL), directory::resolve)) {
      for (int i = 0; i < kinds.size(); i++) {
        Kind kind = kinds.get(i);
        String printed =
            server.python(
                "log_model.py",
                kind.library().map(Tools::prepared),
                directory,
                MODEL,
                directory.resolve("training.csv").toString(),
                directory.resolve("rows.csv").toString(),
                directory.resolve("predictions.csv").toString(),
                kind.format());
        assertThat(printed).containsPattern("(?m)^" + kind.version() + "\\.\\d+$");
        requireEqual(mlflow.foreign(String.valueOf(i + 1)), kind, rows);
      }
      assertThat(mlflow.foreign("99")).isInstanceOf(ForeignModel.Unknown.class);
    }
  }

  private void requireEqual(ForeignModel foreign, Kind kind, FeatureTable rows) throws Exception {
    assertThat(foreign).as("%s", kind).isInstanceOf(ForeignModel.Loaded.class);
    ForeignModel.Loaded loaded = (ForeignModel.Loaded) foreign;
    assertThat(loaded.features()).isEqualTo(rows.schema().names());
    assertThat(loaded.xgboost()).startsWith(kind.version());
    assertThat(loaded.file()).isEqualTo(kind.file());
    double[] ours =
        SavedModel.read(loaded.bytes(), loaded.file()).scorer(rows.schema()).probabilities(rows);
    double[] theirs = MlflowRecords.columns(directory.resolve("predictions.csv"))[0];
    assertThat(Arrays.stream(ours).distinct().count()).isGreaterThan(500);
    assertThat(MlflowRecords.distance(ours, theirs)).as("%s", kind).isLessThanOrEqualTo(1e-6);
  }
}
