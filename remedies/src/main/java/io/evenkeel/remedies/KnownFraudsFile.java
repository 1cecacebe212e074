package io.evenkeel.remedies;

import io.evenkeel.incident.KnownFrauds;
import io.evenkeel.model.DataFileException;
import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Frauds that a person chose, which every version must catch, so that a poisoned retrain is
/// refused. The file is optional; one that cannot be read is not the same as none. Stateless.
final class KnownFraudsFile {
  private final Path file;

  KnownFraudsFile(Path file) {
    this.file = file;
  }

  /// What reading it gave.
  sealed interface Reading {
    /// There is no such file.
    record None() implements Reading {}

    /// @param rows the frauds, at least one
    record Sound(FeatureTable rows) implements Reading {
      /// How many of them two versions catch.
      KnownFrauds caught(ModelBundle champion, ModelBundle challenger) {
        return new KnownFrauds(rows.rows(), flagged(champion), flagged(challenger));
      }

      private int flagged(ModelBundle bundle) {
        double threshold = bundle.metadata().threshold();
        return (int)
            Arrays.stream(bundle.scorer().probabilities(rows))
                .filter(score -> score >= threshold)
                .count();
      }
    }

    /// @param reason what is wrong with it
    record Unusable(String reason) implements Reading {}

    /// How many two versions catch; empty when there is no file.
    default Optional<KnownFrauds> compare(ModelBundle champion, ModelBundle challenger) {
      return switch (this) {
        case Sound sound -> Optional.of(sound.caught(champion, challenger));
        case None _, Unusable _ -> Optional.empty();
      };
    }
  }

  Reading read(FeatureSchema schema) {
    if (Files.notExists(file)) {
      return new Reading.None();
    }
    try {
      FeatureTable rows = TableFile.readFeatures(file, schema, ExtraColumns.REJECT);
      return rows.rows() > 0
          ? new Reading.Sound(rows)
          : new Reading.Unusable(file + " has no rows; remove it if there are no known frauds");
    } catch (DataFileException e) {
      return new Reading.Unusable(String.valueOf(e.getMessage()));
    }
  }
}
