package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.TableFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// One training from a file, told in a line.
final class BaselineRun {
  private BaselineRun() {}

  /// Trains and records a version; it does not serve yet.
  ///
  /// @param evenkeel the parts
  /// @param file labelled rows as CSV
  /// @param out is told the figures
  /// @return the name of the version
  static String train(Evenkeel evenkeel, Path file, PrintWriter out) throws InterruptedException {
    LabelledTable rows = TableFile.readLabelled(file, evenkeel.schema(), ExtraColumns.REJECT);
    ModelMetadata metadata =
        evenkeel.training().train(rows, "trained from " + file.getFileName()).metadata();
    out.printf(
        Locale.ROOT,
        "trained %s | roc_auc=%.4f pr_auc=%.4f | %d training rows, %d hold-out rows with %d"
            + " frauds | %.1f s%n",
        metadata.version(),
        metadata.rocAuc(),
        metadata.prAuc(),
        metadata.trainingRows(),
        metadata.holdoutRows(),
        metadata.holdoutPositives(),
        metadata.trainingSeconds());
    out.flush();
    return metadata.version();
  }
}
