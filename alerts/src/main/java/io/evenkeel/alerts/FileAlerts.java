package io.evenkeel.alerts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Writes each alert as one JSON file, named by time, incident and a digest of the key, so that a
/// listing is in the order of time. The same key again replaces its file, also after a restart and
/// at a later time.
///
/// Files appear whole and are on disk before `send` returns. Safe for use by many threads.
public final class FileAlerts implements AlertChannel {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final AtomicLong TEMPORARY = new AtomicLong();

  private final Path directory;

  /// Writes under a directory; it is made when missing.
  public FileAlerts(Path directory) {
    this.directory = directory;
  }

  @Override
  public Delivery send(Alert alert) {
    try {
      Files.createDirectories(directory);
      Path file = fileOf(alert);
      write(file, AlertDocument.of(alert).json());
      return new Delivery.Delivered(file.toString());
    } catch (IOException e) {
      return new Delivery.Failed("cannot write an alert under " + directory + ": " + e);
    }
  }

  private Path fileOf(Alert alert) throws IOException {
    String ending = "-" + digest(alert.key()) + ".json";
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> earlier =
          files
              .filter(file -> !name(file).startsWith(".") && name(file).endsWith(ending))
              .findFirst();
      return earlier.orElseGet(() ->
          directory.resolve(STAMP.format(alert.time()) + "-" + plain(alert.incident()) + ending));
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

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String plain(String incident) {
    String plain = incident.replaceAll("[^A-Za-z0-9.-]", "_");
    return plain.length() <= 80 ? plain : plain.substring(0, 80);
  }

  private static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
