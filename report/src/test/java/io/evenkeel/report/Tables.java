package io.evenkeel.report;

import io.evenkeel.drift.TestChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// Made-up tables of a shop, as files.
final class Tables {
  private Tables() {}

  /// Writes lines as they are.
  static Path file(Path directory, String name, String... lines) {
    try {
      return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes orders of a shop: an id, a day, a word, an amount with a tail, a small count, true or
  /// false, a number with holes, a model's score and what became of it.
  ///
  /// @param factor what amounts are multiplied by
  /// @param colours the words to draw from
  static Path orders(
      Path directory, String name, int rows, long seed, double factor, List<String> colours) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("id,day,colour,amount,items,member,age,score,refunded\n");
    for (int row = 0; row < rows; row++) {
      double score = 1 / (1 + Math.exp(2 - random.nextGaussian()));
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,2026-03-%02d,%s,%.2f,%d,%s,%s,%.4f,%d%n",
              row + 1,
              1 + random.nextInt(28),
              colours.get(random.nextInt(colours.size())),
              factor * Math.exp(3 + random.nextGaussian()),
              1 + random.nextInt(24),
              random.nextInt(3) > 0 ? "true" : "False",
              random.nextInt(20) == 0 ? "" : Integer.toString(20 + random.nextInt(50)),
              score,
              random.nextDouble() < score ? 1 : 0));
    }
    try {
      return Files.writeString(directory.resolve(name), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path orders(Path directory, String name, int rows, long seed) {
    return orders(directory, name, rows, seed, 1, List.of("red", "green", "blue"));
  }

  /// Compares two files with an inferred schema.
  static Assessment assessed(Path reference, Path current) {
    return assessed(reference, current, Optional.empty());
  }

  /// Compares two files.
  static Assessment assessed(Path reference, Path current, Optional<TableSchema> known) {
    try (DataTable left = DataTable.open(reference);
        DataTable right = DataTable.open(current)) {
      TableSchema schema = known.orElseGet(() -> SchemaInference.of(left, right).schema());
      return new Assessor(left, right, schema, TestChoice.byDefaultRule(), 50, 1)
          .assess("Drift report", List.of());
    }
  }
}
