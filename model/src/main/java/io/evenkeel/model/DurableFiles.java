package io.evenkeel.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Files that appear whole or not at all, and that survive a loss of power once they have appeared.
final class DurableFiles {
  private DurableFiles() {}

  /// Writes what a file shall hold.
  interface Content {
    void writeTo(Path file) throws IOException;
  }

  /// Writes beside the file and renames over it. A reader sees the old file or the new one.
  static void replace(Path file, Content content) throws IOException {
    Path directory = directoryOf(file);
    Files.createDirectories(directory);
    Path draft = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      content.writeTo(draft);
      sync(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(directory);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Makes a file, or the entries of a directory, durable.
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// The directory in which a file lies.
  static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is not a file");
    }
    return parent;
  }

  /// Deletes a directory and all that is in it; one that does not exist is no error.
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
