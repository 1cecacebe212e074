package io.evenkeel.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One file of the log, for instance `predictions-2026-11-22T135954.123456Z-4711.1a2b3c4d.jsonl`.
///
/// @param family what its lines are
/// @param path where it lies
/// @param start the time of its first line
/// @param writer names the log that wrote it; the segments of one writer do not overlap in time
record Segment(Family family, Path path, Instant start, String writer) {
  private static final String SUFFIX = ".jsonl";

  /// By start, then by writer.
  static final Comparator<Segment> ORDER =
      Comparator.comparing(Segment::start).thenComparing(Segment::writer);

  /// The segment of that name in a directory.
  static Segment named(Path directory, Family family, Instant start, String writer) {
    String time = new String(EventTime.bytes(start), ISO_8859_1).replace(":", "");
    return new Segment(
        family,
        directory.resolve(family.prefix() + "-" + time + "-" + writer + SUFFIX),
        start,
        writer);
  }

  /// The segments of a family, by start; none where there is no directory.
  static List<Segment> list(Path directory, Family family) throws IOException {
    List<Segment> segments = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, family.prefix() + "-*" + SUFFIX)) {
      for (Path file : files) {
        parse(family, file).ifPresent(segments::add);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    segments.sort(ORDER);
    return segments;
  }

  /// The name of the file.
  String name() {
    return String.valueOf(path.getFileName());
  }

  private static Optional<Segment> parse(Family family, Path file) {
    String name = String.valueOf(file.getFileName());
    int from = family.prefix().length() + 1;
    // The two colons of the time are left out of names.
    int dash = from + EventTime.LENGTH - 2;
    int end = name.length() - SUFFIX.length();
    if (end <= dash + 1 || name.charAt(dash) != '-') {
      return Optional.empty();
    }
    String time =
        name.substring(from, from + 13)
            + ":"
            + name.substring(from + 13, from + 15)
            + ":"
            + name.substring(from + 15, dash);
    try {
      Instant start = EventTime.parse(time.getBytes(ISO_8859_1), 0);
      return Optional.of(new Segment(family, file, start, name.substring(dash + 1, end)));
    } catch (DateTimeException e) {
      // A file that somebody else put here is not a segment.
      return Optional.empty();
    }
  }
}
