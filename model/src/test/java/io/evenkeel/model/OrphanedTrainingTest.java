package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedTrainingTest {
  @TempDir Path directory;

  @Test
  void theChildEndsWithAParentThatWasKilled() throws Exception {
    Path destination = directory.resolve("v1");
    Process parent = start(Parent.class.getName(), destination.toString());
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> parent.children().findAny().isPresent() && !files().isEmpty());
      ProcessHandle child = parent.children().findAny().orElseThrow();
      parent.destroyForcibly();
      parent.onExit().join();
      try {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !child.isAlive());
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> files().isEmpty());
        assertThat(destination).doesNotExist();
      } finally {
        child.destroyForcibly();
      }
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void theChildIsQuiet() throws Exception {
    LabelledTable rows = SyntheticPayments.rows(300, 1);
    TrainingPlan plan = Parent.plan(rows);
    TrainingOrder order = TrainingOrder.of(plan, new Hyperparameters(10, 3, 0.1, 0.8, 0.8, 1));
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    Path log = directory.resolve("child.log");
    order.write(scratch, rows, plan.weights());
    Process child = TrainingCommand.of(order, scratch, log).start();
    assertThat(child.waitFor()).as(Files.readString(log)).isZero();
    assertThat(log).hasContent("");
    assertThat(scratch.resolve(TrainingOrder.MODEL)).isNotEmptyFile();
  }

  @Test
  void theChildRunsAtLowPriority() {
    TrainingOrder order =
        TrainingOrder.of(Parent.plan(SyntheticPayments.rows(300, 1)), Hyperparameters.defaults());
    ProcessBuilder command = TrainingCommand.of(order, directory, directory.resolve("log"));
    assertThat(command.command()).startsWith("nice", "-n", "10");
    assertThat(command.environment()).containsEntry("OMP_WAIT_POLICY", "PASSIVE");
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(String main, String argument) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main,
            argument)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// A process that trains for far longer than the test waits.
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      TrainingProcess training =
          new TrainingProcess(
              Duration.ofMinutes(5),
              new Hyperparameters(1_000_000, 6, 0.1, 1, 1, 1),
              () -> Instant.EPOCH);
      training.train(plan(SyntheticPayments.rows(2_000, 1)), Path.of(arguments[0]));
    }

    static TrainingPlan plan(LabelledTable rows) {
      return new TrainingPlan(
          "v1",
          Optional.empty(),
          "first",
          rows,
          SyntheticPayments.unweighted(rows.rows()),
          rows,
          rows,
          1);
    }
  }
}
