package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedModelTest {
  private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");
  private static final LabelledTable HOLDOUT = SyntheticPayments.rows(200, 2);

  @TempDir static Path trained;
  @TempDir Path directory;

  @BeforeAll
  static void train() throws InterruptedException {
    new TrainingProcess(
            Duration.ofMinutes(2),
            new Hyperparameters(10, 3, 0.2, 0.8, 0.8, 1),
            () -> Instant.parse("2026-11-01T00:00:00Z"))
        .train(
            new TrainingPlan(
                "v1",
                Optional.empty(),
                "first",
                SyntheticPayments.rows(500, 1),
                SyntheticPayments.unweighted(500),
                HOLDOUT,
                SyntheticPayments.rows(300, 3),
                4),
            trained.resolve("v1"));
  }

  @Test
  void aModelAloneBecomesAWholeBundle() throws IOException {
    ModelBundle original = ModelBundle.open(trained.resolve("v1"));
    ModelBundle written = imported(model(), HOLDOUT).writeTo(directory.resolve("v2"));
    ModelBundle opened = ModelBundle.open(directory.resolve("v2"));
    assertThat(opened.digest()).isEqualTo(written.digest());
    assertThat(opened.metadata())
        .isEqualTo(
            new ModelMetadata(
                "v2",
                Optional.of("v1"),
                "adopted",
                NOW,
                0,
                200,
                HOLDOUT.positives(),
                300,
                original.metadata().rocAuc(),
                original.metadata().prAuc(),
                original.metadata().threshold(),
                0,
                0));
    assertThat(opened.holdout().scores()).isEqualTo(original.holdout().scores());
    assertThat(opened.hyperparameters()).isEmpty();
    assertThat(original.hyperparameters()).contains(new Hyperparameters(10, 3, 0.2, 0.8, 0.8, 1));
    assertThat(opened.importance().keySet()).isEqualTo(original.importance().keySet());
    original
        .importance()
        .forEach((feature, gain) ->
            assertThat(opened.importance().get(feature))
                .as(feature)
                .isCloseTo(gain, within(1e-4 * Math.max(1, gain))));
    try (var left = Files.list(directory)) {
      assertThat(left).as("no scratch is left").hasSize(1);
    }
  }

  @Test
  void whatIsNoModelOrCannotBeMeasuredLeavesNothing() throws IOException {
    Path destination = directory.resolve("v2");
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> imported(new byte[] {1, 2, 3}, HOLDOUT).writeTo(destination))
        .withMessageContaining("the model for v2");
    LabelledTable honest = HOLDOUT.select(new int[] {honest(), honest()});
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> imported(model(), honest).writeTo(destination))
        .withMessageContaining("cannot be measured");
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
    Files.createDirectory(destination);
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> imported(model(), HOLDOUT).writeTo(destination))
        .withMessageContaining("exists already");
  }

  private static int honest() {
    int row = 0;
    while (HOLDOUT.labels()[row]) {
      row++;
    }
    return row;
  }

  private static byte[] model() throws IOException {
    return Files.readAllBytes(trained.resolve("v1").resolve("model.ubj"));
  }

  private static ImportedModel imported(byte[] model, LabelledTable holdout) {
    return new ImportedModel(
        "v2", Optional.of("v1"), "adopted", model, SyntheticPayments.rows(300, 3), holdout, NOW);
  }
}
