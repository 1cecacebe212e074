package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// The program as processes of its own over one home, as a person starts them in terminals.
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LISTENING =
      Pattern.compile("serving on http://127\\.0\\.0\\.1:(\\d+)");

  private final Path home;
  private final Path logs;
  private final List<Process> started = new ArrayList<>();

  Program(Path home, Path logs) {
    this.home = home;
    this.logs = logs;
  }

  Path home() {
    return home;
  }

  /// Runs a command to its end and gives what it printed.
  ///
  /// @param expectedExit the exit code that it must have
  String run(int expectedExit, String... command) throws IOException, InterruptedException {
    Path log = newLog(command[0]);
    Process process = start(log, command);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      fail("%s did not end: %s", command[0], Files.readString(log));
    }
    String printed = Files.readString(log);
    assertThat(process.exitValue()).as(printed).isEqualTo(expectedExit);
    return printed;
  }

  /// Starts a command and leaves it running.
  Running launch(String... command) throws IOException {
    Path log = newLog(command[0]);
    return new Running(start(log, command), log);
  }

  /// A process that runs, and where its lines go.
  record Running(Process process, Path log) {
    String printed() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    /// The port of a server, once it has said so.
    int port() {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> LISTENING.matcher(printed()).find() || !process.isAlive());
      Matcher line = LISTENING.matcher(printed());
      assertThat(line.find()).as(printed()).isTrue();
      return Integer.parseInt(line.group(1));
    }

    /// Ends it at once, as kill -9 does.
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(Path log, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(Main.class.getName());
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("EVENKEEL_HOME", home.toString());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path newLog(String name) {
    return logs.resolve("%02d-%s.log".formatted(started.size(), name));
  }

  /// The body of a page of a server.
  static String get(int port, String path) throws IOException {
    try (var in = java.net.URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.destroyForcibly();
    }
  }
}
