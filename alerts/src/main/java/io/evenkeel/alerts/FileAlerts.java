package io.evenkeel.alerts;

import java.io.IOException;
import java.nio.file.Path;

/// Writes each alert as one JSON file, named by time, incident and a digest of the key, so that a
/// listing is in the order of time. The same key again replaces its file, also after a restart and
/// at a later time.
///
/// Files appear whole and are on disk before `send` returns. Safe for use by many threads.
public final class FileAlerts implements AlertChannel {
  private final AlertDirectory directory;

  /// Writes under a directory; it is made when missing.
  public FileAlerts(Path directory) {
    this.directory = new AlertDirectory(directory);
  }

  @Override
  public Delivery send(Alert alert) {
    try {
      Path file =
          directory.write(
              alert.time(), alert.incident(), alert.key(), AlertDocument.of(alert).json());
      return new Delivery.Delivered(file.toString());
    } catch (IOException e) {
      return new Delivery.Failed("cannot write an alert under " + directory + ": " + e);
    }
  }
}
