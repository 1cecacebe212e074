package io.evenkeel.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the oldest closed segments, whole, when they are too old or too many. Several processes
/// may do this over one directory. Owned by the writer thread.
///
/// A segment is closed when its writer has begun a later one, or when it is two segment ages old:
/// no writer keeps one open for longer than one.
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Path directory;
  private final EventSettings settings;

  Retention(Path directory, EventSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /// Deletes what one family has too much of. Room is kept for one more segment, so that the family
  /// stays within its bytes while that one grows.
  void apply(Family family, Instant now) throws IOException {
    List<Segment> segments = Segment.list(directory, family);
    List<Long> sizes = new ArrayList<>();
    long total = 0;
    for (Segment segment : segments) {
      long size = size(segment.path());
      sizes.add(size);
      total += size;
    }
    long allowed = settings.bytes(family) - settings.segmentBytes();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      Optional<Instant> succeeded = succeeded(segments, i);
      Instant aged = segment.start().plus(settings.segmentAge());
      Instant end = succeeded.filter(aged::isAfter).orElse(aged);
      boolean expired = !end.isAfter(now.minus(settings.retentionAge()));
      boolean closed = succeeded.isPresent() || !aged.plus(settings.segmentAge()).isAfter(now);
      if (closed && (expired || total > allowed)) {
        Files.deleteIfExists(segment.path());
        total -= sizes.get(i);
        LOG.info(
            "deleted {}: {}", segment.path(), expired ? "its events are too old" : "no more room");
      }
    }
  }

  /// The time at which the same writer began its next segment, if it has.
  private static Optional<Instant> succeeded(List<Segment> segments, int index) {
    String writer = segments.get(index).writer();
    return segments.subList(index + 1, segments.size()).stream()
        .filter(later -> later.writer().equals(writer))
        .map(Segment::start)
        .findFirst();
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
