package io.evenkeel.simulator;

import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.model.TableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A made-up world as the files of a home: the schema, settings that fit the simulator, and quiet
/// labelled rows to train on, to hold out and to look at.
///
/// @param referenceRows rows of `data/reference.csv`, at least 1
/// @param holdoutRows rows of `data/holdout.csv`, at least 1; no version ever trains on them
/// @param productionRows rows of `data/production.csv`, at least 1
/// @param seed the same seed gives the same files
/// @param clock whether the schema declares the hour as a clock, for traffic in the order of days
public record GeneratedWorld(
    int referenceRows, int holdoutRows, int productionRows, long seed, boolean clock) {
  private static final List<String> OF_A_HOME_IN_USE =
      List.of(
          "data/reference.csv",
          "data/holdout.csv",
          "data/production.csv",
          "schema.yaml",
          "models",
          "events",
          "ledger.db");
  private static final String SETTINGS =
      """
      # Settings of a made-up world. In a real one a fraud is known after days or weeks; the
      # simulator reports each label seconds after its payment, so a label counts after 10 s.
      labels:
        maturity: 10s
      """;

  /// Rejects a table without rows.
  public GeneratedWorld {
    if (referenceRows < 1 || holdoutRows < 1 || productionRows < 1) {
      throw new IllegalArgumentException(
          "every table needs at least one row, had %d, %d and %d"
              .formatted(referenceRows, holdoutRows, productionRows));
    }
  }

  /// 10,000 rows to train on, 10,000 held out, 2,000 to look at.
  public static GeneratedWorld ofDefaultSize(long seed) {
    return new GeneratedWorld(10_000, 10_000, 2_000, seed, false);
  }

  /// Writes the files. Each appears whole or not at all. Settings that are there already are left
  /// as they are: they are a person's.
  ///
  /// @param home the home; made when missing
  /// @param force whether to overwrite data of a home in use; versions, events and the ledger stay
  /// @return the files that were written, in order
  /// @throws HomeInUseException when the home is in use and `force` is not given
  /// @throws java.io.UncheckedIOException when a file cannot be written
  public List<Path> writeTo(Path home, boolean force) {
    if (!force) {
      requireUnused(home);
    }
    RandomGenerator.SplittableGenerator random = UpiWorld.randomOf(seed);
    List<Path> written = new ArrayList<>();
    written.add(table(home.resolve("data/reference.csv"), random.split(), referenceRows));
    written.add(table(home.resolve("data/holdout.csv"), random.split(), holdoutRows));
    written.add(table(home.resolve("data/production.csv"), random.split(), productionRows));
    Path settings = home.resolve("evenkeel.yaml");
    if (!Files.exists(settings)) {
      WholeFile.write(settings, SETTINGS);
      written.add(settings);
    }
    Path schema = home.resolve("schema.yaml");
    SchemaFile.write(schema, clock ? UpiWorld.clockSchema() : UpiWorld.schema());
    written.add(schema);
    return List.copyOf(written);
  }

  /// Makes sure that a home holds nothing that a world would overwrite.
  ///
  /// @throws HomeInUseException when it does
  public static void requireUnused(Path home) {
    List<String> found =
        OF_A_HOME_IN_USE.stream().filter(name -> Files.exists(home.resolve(name))).toList();
    if (!found.isEmpty()) {
      throw new HomeInUseException(home, found);
    }
  }

  /// Writes labelled rows of one regime, for instance drifted ones to look at.
  ///
  /// @throws java.io.UncheckedIOException when the file cannot be written
  public static void writeRows(Path file, Regime regime, int rows, long seed) {
    TableFile.write(file, UpiWorld.mixed(seed).table(regime, rows));
  }

  private static Path table(Path file, RandomGenerator random, int rows) {
    LabelledTable table = UpiWorld.mixed(random).table(Regime.quiet(), rows);
    TableFile.write(file, table);
    return file;
  }
}
