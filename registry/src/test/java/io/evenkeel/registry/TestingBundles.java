package io.evenkeel.registry;

import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.Range;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Small real bundles, and ways to spoil them.
final class TestingBundles {
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(new Feature.Numeric("amount", Range.any(), false, false, false, "")));

  private TestingBundles() {}

  static void train(Path models, String version, Optional<String> parent)
      throws InterruptedException {
    train(models, version, parent, 1);
  }

  /// @param weight of every row; another one makes another model
  static void train(Path models, String version, Optional<String> parent, float weight)
      throws InterruptedException {
    LabelledTable rows = rows();
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, weight);
    TrainingPlan plan =
        new TrainingPlan(version, parent, "for a test", rows, weights, rows, rows, 1);
    new TrainingProcess(Duration.ofMinutes(1)).train(plan, models.resolve(version));
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
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

  /// Changes what a bundle says of itself and makes its own digests fit again.
  static void forge(Path bundle) throws IOException {
    Path metadata = bundle.resolve("metadata.json");
    Files.writeString(
        metadata, Files.readString(metadata).replace("for a test", "for another test"));
    Path sums = bundle.resolve("SHA256SUMS");
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(sums)) {
      String name = line.substring(66);
      text.append(digest(bundle.resolve(name))).append("  ").append(name).append('\n');
    }
    Files.writeString(sums, text, StandardCharsets.UTF_8);
  }

  private static String digest(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static LabelledTable rows() {
    Random random = new Random(1);
    double[] amounts = random.doubles(200).toArray();
    boolean[] labels = new boolean[amounts.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = amounts[i] + 0.3 * random.nextDouble() > 0.9;
    }
    return new LabelledTable(new FeatureTable(SCHEMA, new double[][] {amounts}), labels);
  }
}
