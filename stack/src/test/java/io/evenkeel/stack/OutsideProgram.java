package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that a test starts, and ends by its own id, its children too.
final class OutsideProgram implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;

  private OutsideProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts a program; what it prints goes to a file.
  static OutsideProgram start(
      List<String> command, Map<String, String> environment, Path directory, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new OutsideProgram(builder.start(), log);
  }

  /// Runs a program to its end and gives what it printed; fails the test when it fails.
  static String run(List<String> command, Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("outside", ".log");
    try (OutsideProgram program = start(command, environment, directory, log)) {
      assertThat(program.process.waitFor(20, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
      String printed = program.printed();
      assertThat(program.process.exitValue()).as("%s printed%n%s", command, printed).isZero();
      return printed;
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /// Runs a program to its end and says whether it ended well.
  static boolean succeeds(List<String> command, Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("outside", ".log");
    try (OutsideProgram program = start(command, environment, directory, log)) {
      assertThat(program.process.waitFor(2, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
      return program.process.exitValue() == 0;
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /// Waits until an address answers 200.
  OutsideProgram awaitReady(URI address) {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(200))
          .failFast(() -> assertThat(process.isAlive()).as("runs:%n%s", printed()).isTrue())
          .until(() -> answers(client, address));
    }
    return this;
  }

  private static boolean answers(HttpClient client, URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      // It does not listen yet.
      return false;
    }
  }

  /// What it has printed so far.
  String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
