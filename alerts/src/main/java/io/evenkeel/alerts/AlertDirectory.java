package io.evenkeel.alerts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The directory of the files that tell people. Each file is named by time, subject and a digest of
/// its key, so that a listing is in the order of time; the same key again replaces its file.
///
/// Files appear whole and are on disk before `write` returns. Safe for use by many threads.
final class AlertDirectory {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final AtomicLong TEMPORARY = new AtomicLong();

  private final Path directory;

  /// @param directory made when missing
  AlertDirectory(Path directory) {
    this.directory = directory;
  }

  /// Writes a file, in place of an earlier one of the same key.
  Path write(Instant time, String subject, String key, byte[] content) throws IOException {
    Files.createDirectories(directory);
    Path file = fileOf(time, subject, key);
    write(file, content);
    return file;
  }

  private Path fileOf(Instant time, String subject, String key) throws IOException {
    String ending = "-" + digest(key) + ".json";
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> earlier =
          files
              .filter(file -> !name(file).startsWith(".") && name(file).endsWith(ending))
              .findFirst();
      return earlier.orElseGet(
          () -> directory.resolve(STAMP.format(time) + "-" + plain(subject) + ending));
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    Path whole =
        directory.resolve(
            ".%s.%d.%d.tmp"
                .formatted(name(file), ProcessHandle.current().pid(), TEMPORARY.incrementAndGet()));
    try {
      try (FileChannel channel =
          FileChannel.open(whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      // A rename is on disk only once the directory is.
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String plain(String subject) {
    String plain = subject.replaceAll("[^A-Za-z0-9.-]", "_");
    return plain.length() <= 80 ? plain : plain.substring(0, 80);
  }

  private static String digest(String key) {
    return Digests.sha256(key).substring(0, 12);
  }
}
