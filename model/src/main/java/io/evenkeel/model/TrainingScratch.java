package io.evenkeel.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/// The scratch directory of one training, beside the destination so that a rename can end it:
/// `.<destination>.training-<pid>-<random>`.
final class TrainingScratch {
  private TrainingScratch() {}

  /// Makes one, and removes those that processes left behind which are no more.
  static Path create(Path destination) throws IOException {
    Path parent = DurableFiles.directoryOf(destination);
    Files.createDirectories(parent);
    String prefix = "." + destination.getFileName() + ".training-";
    try (Stream<Path> siblings = Files.list(parent)) {
      for (Path sibling : siblings.toList()) {
        String name = String.valueOf(sibling.getFileName());
        if (name.startsWith(prefix) && isOrphan(name.substring(prefix.length()))) {
          DurableFiles.deleteTree(sibling);
        }
      }
    }
    return Files.createDirectory(
        parent.resolve(prefix + ProcessHandle.current().pid() + "-" + UUID.randomUUID()));
  }

  private static boolean isOrphan(String suffix) {
    int dash = suffix.indexOf('-');
    if (dash <= 0 || !suffix.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(suffix.substring(0, dash))).isEmpty();
  }
}
