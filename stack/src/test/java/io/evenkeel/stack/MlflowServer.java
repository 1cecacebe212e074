package io.evenkeel.stack;

import io.evenkeel.mlflow.MlflowSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A real MLflow tracking server over SQLite that takes artifacts over HTTP.
final class MlflowServer implements AutoCloseable {
  private final OutsideProgram program;
  private final int port;

  private MlflowServer(OutsideProgram program, int port) {
    this.program = program;
    this.port = port;
  }

  /// Starts one over what an earlier one may have left in the directory.
  static MlflowServer start(Path directory, int port, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Tools.prepared("mlflow/bin/mlflow").toString(),
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///mlflow.db",
                "--artifacts-destination",
                directory.resolve("artifacts").toString()));
    command.addAll(List.of(more));
    OutsideProgram program =
        OutsideProgram.start(
            command, environment(), directory, Files.createTempFile(directory, "mlflow", ".log"));
    try {
      program.awaitReady(URI.create("http://127.0.0.1:" + port + "/health"));
    } catch (RuntimeException | Error e) {
      program.close();
      throw e;
    }
    return new MlflowServer(program, port);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  static MlflowSettings settings(URI address, String model) {
    MlflowSettings names = MlflowSettings.defaults();
    return new MlflowSettings(
        Optional.of(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        model,
        names.retrainExperiment(),
        names.actionsExperiment(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }

  /// Runs one of our Python scripts against it.
  ///
  /// @param libraries what is put before the installed libraries; empty for nothing
  String python(String script, Optional<Path> libraries, Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path file = directory.resolve(script);
    try (InputStream source = MlflowServer.class.getResourceAsStream(script)) {
      if (source == null) {
        throw new IOException("there is no script " + script);
      }
      Files.write(file, source.readAllBytes());
    }
    List<String> command =
        new ArrayList<>(List.of(Tools.prepared("mlflow/bin/python").toString(), file.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new TreeMap<>(environment());
    environment.put("MLFLOW_TRACKING_URI", address().toString());
    libraries.ifPresent(path -> environment.put("PYTHONPATH", path.toString()));
    return OutsideProgram.run(command, environment, directory);
  }

  private static Map<String, String> environment() {
    // The server starts a program that stands beside its own.
    Path binaries = Tools.prepared("mlflow/bin/mlflow").resolveSibling("");
    return Map.of(
        "PATH",
        binaries + ":" + System.getenv("PATH"),
        "MLFLOW_DISABLE_TELEMETRY",
        "true",
        // A dozen processes that only its evaluation jobs need.
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION",
        "false",
        "PYTHONDONTWRITEBYTECODE",
        "1",
        "OMP_WAIT_POLICY",
        "PASSIVE");
  }

  @Override
  public void close() {
    program.close();
  }
}
