package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingProcessTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:15:30.5Z");
  private static final Hyperparameters SMALL = new Hyperparameters(20, 4, 0.2, 0.8, 0.8, 1);

  @TempDir Path directory;

  @Test
  void leavesACompleteBundleAndNothingElse() throws Exception {
    TrainingPlan plan = plan(2_000, 1);
    Path destination = directory.resolve("models/v2");
    ModelBundle bundle = training(Duration.ofMinutes(2)).train(plan, destination);

    assertThat(names(destination))
        .containsExactly(
            "SHA256SUMS",
            "golden.json",
            "holdout.csv",
            "importance.json",
            "metadata.json",
            "model.ubj",
            "reference.csv",
            "schema.yaml");
    assertThat(names(directory.resolve("models"))).containsExactly("v2");
    ModelMetadata metadata = bundle.metadata();
    assertThat(metadata.version()).isEqualTo("v2");
    assertThat(metadata.parent()).contains("v1");
    assertThat(metadata.why()).isEqualTo("drift in \"amount\"");
    assertThat(metadata.trainedAt()).isEqualTo(NOW);
    assertThat(metadata.trainingRows()).isEqualTo(2_000);
    assertThat(metadata.holdoutRows()).isEqualTo(500);
    assertThat(metadata.holdoutPositives()).isEqualTo(plan.holdout().positives());
    assertThat(metadata.referenceRows()).isEqualTo(700);
    assertThat(metadata.threshold()).isEqualTo(0.4);
    assertThat(metadata.seed()).isEqualTo(1);
    assertThat(metadata.trainingSeconds()).isPositive();
    assertThat(metadata.rocAuc()).isBetween(0.8, 1.0);
    assertThat(metadata.prAuc()).isBetween(0.4, 1.0);
    assertThat(bundle.schema()).isEqualTo(SyntheticPayments.SCHEMA);
    assertThat(bundle.reference().labels()).isEqualTo(plan.reference().labels());
    assertThat(bundle.holdout().labels()).isEqualTo(plan.holdout().labels());
    assertThat(bundle.holdout().scores())
        .isEqualTo(bundle.scorer().probabilities(plan.holdout().features()));
    assertThat(bundle.importance().keySet())
        .containsExactlyElementsOf(SyntheticPayments.SCHEMA.names());
    assertThat(bundle.importance().get("amount")).isPositive();

    ModelBundle again = ModelBundle.open(destination);
    assertThat(again.digest()).isEqualTo(bundle.digest()).matches("[0-9a-f]{64}");
    assertThat(again.metadata()).isEqualTo(metadata);
  }

  @Test
  void theSeedDecidesTheModel() throws Exception {
    TrainingProcess training = training(Duration.ofMinutes(2));
    byte[] one = model(training, plan(1_000, 7), "a");
    assertThat(model(training, plan(1_000, 7), "b")).isEqualTo(one);
    assertThat(model(training, plan(1_000, 8), "c")).isNotEqualTo(one);
  }

  @Test
  void weightsCount() throws Exception {
    TrainingPlan plan = plan(1_000, 7);
    float[] weights = SyntheticPayments.unweighted(1_000);
    Arrays.fill(weights, 0, 500, 0.2f);
    TrainingPlan weighted =
        new TrainingPlan(
            "v2",
            Optional.empty(),
            "weights",
            plan.training(),
            weights,
            plan.holdout(),
            plan.reference(),
            7);
    TrainingProcess training = training(Duration.ofMinutes(2));
    assertThat(model(training, weighted, "a")).isNotEqualTo(model(training, plan, "b"));
  }

  @Test
  void quotesTheChildThatFails() throws IOException {
    TrainingPlan plan = plan(200, 1);
    plan.training().features().column(0)[17] = Double.POSITIVE_INFINITY;
    assertThatThrownBy(() -> training(Duration.ofMinutes(2)).train(plan, directory.resolve("v2")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training of v2 ended with status 1")
        .hasMessageContaining("inf");
    assertThat(names(directory)).isEmpty();
  }

  @Test
  void endsTheChildAtTheDeadline() throws IOException {
    assertThatThrownBy(
            () -> training(Duration.ofMillis(50)).train(plan(200, 1), directory.resolve("v2")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("ran over its deadline of PT0.05S");
    assertThat(names(directory)).isEmpty();
    assertThat(trainingChildren()).isEmpty();
  }

  @Test
  void endsTheChildWhenInterrupted() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    TrainingProcess training =
        new TrainingProcess(
            Duration.ofMinutes(5), new Hyperparameters(100_000, 6, 0.1, 1, 1, 1), () -> NOW);
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                training.train(plan(2_000, 1), directory.resolve("v2"));
              } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
              }
            });
    Awaitility.await().until(() -> !trainingChildren().isEmpty());
    caller.interrupt();
    assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(trainingChildren()).isEmpty();
    assertThat(names(directory)).isEmpty();
  }

  @Test
  void refusesPlansThatCannotBeTrained() throws IOException {
    TrainingPlan good = plan(200, 1);
    assertRefused(
        with(good, onlyNegatives(good.training()), good.weights(), good.holdout()),
        "positives in the training rows (200 rows): 0");
    assertRefused(
        with(good, good.training(), good.weights(), onlyNegatives(good.holdout())),
        "positives in the hold-out (500 rows): 0");
    float[] zero = good.weights().clone();
    zero[3] = 0;
    assertRefused(
        with(good, good.training(), zero, good.holdout()), "weight of row 3 must be above 0");
    Path taken = Files.createDirectory(directory.resolve("taken"));
    assertThatThrownBy(() -> training(Duration.ofMinutes(2)).train(good, taken))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("taken exists already");
  }

  @Test
  void removesWhatADeadProcessLeftBehind() throws Exception {
    Path orphan = Files.createDirectory(directory.resolve(".v2.training-999999999-x"));
    Files.writeString(orphan.resolve("rows.bin"), "left");
    Path living =
        Files.createDirectory(
            directory.resolve(".v2.training-" + ProcessHandle.current().pid() + "-x"));
    Path foreign = Files.createDirectory(directory.resolve(".v3.training-999999999-x"));
    training(Duration.ofMinutes(2)).train(plan(200, 1), directory.resolve("v2"));
    assertThat(orphan).doesNotExist();
    assertThat(living).exists();
    assertThat(foreign).exists();
  }

  private static TrainingProcess training(Duration deadline) {
    return new TrainingProcess(deadline, SMALL, () -> NOW);
  }

  private static TrainingPlan plan(int rows, long seed) {
    return new TrainingPlan(
        "v2",
        Optional.of("v1"),
        "drift in \"amount\"",
        SyntheticPayments.rows(rows, 101),
        SyntheticPayments.unweighted(rows),
        SyntheticPayments.rows(500, 102),
        SyntheticPayments.rows(700, 103),
        seed);
  }

  private static TrainingPlan with(
      TrainingPlan plan, LabelledTable training, float[] weights, LabelledTable holdout) {
    return new TrainingPlan(
        plan.version(),
        plan.parent(),
        plan.why(),
        training,
        weights,
        holdout,
        plan.reference(),
        plan.seed());
  }

  private static LabelledTable onlyNegatives(LabelledTable table) {
    return new LabelledTable(table.features(), new boolean[table.rows()]);
  }

  private void assertRefused(TrainingPlan plan, String message) {
    assertThatThrownBy(
            () -> training(Duration.ofMinutes(2)).train(plan, directory.resolve("refused")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(message);
    assertThat(directory.resolve("refused")).doesNotExist();
  }

  private byte[] model(TrainingProcess training, TrainingPlan plan, String name)
      throws IOException, InterruptedException {
    training.train(plan, directory.resolve(name));
    return Files.readAllBytes(directory.resolve(name).resolve("model.ubj"));
  }

  private static List<ProcessHandle> trainingChildren() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  private static List<String> names(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
