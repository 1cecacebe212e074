package io.evenkeel.remedies;

import io.evenkeel.model.DataFileException;
import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.TableFile;
import java.nio.file.Path;

/// Quiet labelled rows that no version ever trains on. Stateless.
final class TrustedHoldout {
  private final Path file;

  TrustedHoldout(Path file) {
    this.file = file;
  }

  /// What reading it gave.
  sealed interface Reading {
    /// @param rows its rows
    record Sound(LabelledTable rows) implements Reading {}

    /// @param reason what is wrong with it
    record Unusable(String reason) implements Reading {}
  }

  /// Reads it, and says so when it cannot vouch for anything.
  ///
  /// @param frauds the least number of frauds
  Reading read(FeatureSchema schema, int frauds) {
    try {
      LabelledTable rows = TableFile.readLabelled(file, schema, ExtraColumns.REJECT);
      return rows.positives() >= frauds
          ? new Reading.Sound(rows)
          : new Reading.Unusable(
              "%s has %d frauds, %d are needed".formatted(file, rows.positives(), frauds));
    } catch (DataFileException e) {
      return new Reading.Unusable(String.valueOf(e.getMessage()));
    }
  }
}
