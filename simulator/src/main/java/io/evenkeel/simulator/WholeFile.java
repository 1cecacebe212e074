package io.evenkeel.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/// Small text files that appear whole or not at all.
final class WholeFile {
  private WholeFile() {}

  /// Writes beside the file and renames over it.
  static void write(Path file, String text) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException(file + " is not a file");
    }
    try {
      Files.createDirectories(directory);
      Path draft = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        Files.writeString(draft, text);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
