package io.evenkeel.model;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts the training process: the Java and the class path of this process, a
/// modest heap, low priority.
final class TrainingCommand {
  private static final long MEBIBYTE = 1 << 20;
  private static final long BASE_HEAP = 192 * MEBIBYTE;

  private TrainingCommand() {}

  static ProcessBuilder of(TrainingOrder order, Path scratch, Path log) {
    List<String> command = new ArrayList<>();
    if (hasNice()) {
      command.addAll(List.of("nice", "-n", "10"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + (BASE_HEAP + 2 * order.bytes()) / MEBIBYTE + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            // XGBoost unpacks its library there; it goes when the scratch directory goes.
            "-Djava.io.tmpdir=" + scratch,
            // Without the first, commons-logging would hand over to SLF4J, which prints DEBUG.
            "-Dorg.apache.commons.logging.LogFactory="
                + "org.apache.commons.logging.impl.LogFactoryImpl",
            "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
            "-cp",
            System.getProperty("java.class.path"),
            TrainingMain.class.getName(),
            scratch.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    // Idle threads of OpenMP would spin and take the processors from serving.
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    return builder;
  }

  private static boolean hasNice() {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String directory : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(directory, "nice"))) {
        return true;
      }
    }
    return false;
  }
}
