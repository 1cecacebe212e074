package io.evenkeel.remedies;

import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Small real bundles, each trained once and copied where it is needed. For one thread.
final class TestingBundles {
  /// Which versions there are and what they learned: `v1` quiet, `v2` the festival after `v1`, `v3`
  /// the reversed world while it answers for quiet rows, `v4` quiet, its last feature being called
  /// otherwise, `v5` quiet rows of which a third is labelled at random.
  private static final Map<String, Path> TRAINED = new HashMap<>();

  /// Few trees, for speed.
  static final Hyperparameters SMALL = new Hyperparameters(30, 4, 0.2, 0.8, 0.8, 2);

  private TestingBundles() {}

  static void place(String version, Path directory) throws IOException, InterruptedException {
    Path trained = TRAINED.get(version);
    if (trained == null) {
      trained = train(version);
      TRAINED.put(version, trained);
    }
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(trained)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }

  /// Turns one bit of the model.
  static void damage(Path bundle) throws IOException {
    Path model = bundle.resolve("model.ubj");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
  }

  private static Path train(String version) throws IOException, InterruptedException {
    TestingWorld learned =
        switch (version) {
          case "v2" -> TestingWorld.FESTIVAL;
          case "v3" -> TestingWorld.REVERSED;
          default -> TestingWorld.QUIET;
        };
    LabelledTable rows = learned.rows(3000, 1);
    LabelledTable measured = learned.rows(1000, 3);
    LabelledTable reference = version.equals("v3") ? TestingWorld.QUIET.rows(3000, 2) : rows;
    if (version.equals("v4")) {
      rows = renamed(rows);
      reference = rows;
      measured = renamed(measured);
    }
    if (version.equals("v5")) {
      rows = blurred(rows);
      measured = blurred(measured);
    }
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, 1);
    Optional<String> parent = version.equals("v2") ? Optional.of("v1") : Optional.empty();
    Path directory = Files.createTempDirectory(Path.of("target"), "bundles").resolve(version);
    new TrainingProcess(Duration.ofMinutes(1), SMALL, new TestingTime())
        .train(
            new TrainingPlan(version, parent, "for a test", rows, weights, measured, reference, 1),
            directory);
    return directory;
  }

  private static LabelledTable renamed(LabelledTable rows) {
    FeatureTable features = rows.features();
    double[][] columns = {features.column(0), features.column(1), features.column(2)};
    return new LabelledTable(new FeatureTable(TestingWorld.RENAMED, columns), rows.labels());
  }

  private static LabelledTable blurred(LabelledTable rows) {
    Random random = new Random(6);
    boolean[] labels = rows.labels().clone();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(3) == 0 ? random.nextDouble() < 0.2 : labels[i];
    }
    return new LabelledTable(rows.features(), labels);
  }
}
