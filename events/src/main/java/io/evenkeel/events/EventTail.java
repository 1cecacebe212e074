package io.evenkeel.events;

import io.evenkeel.model.FeatureSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows one kind of events as they are written, over all segments and writers. Unlike
/// [EventReader] it shows a repeated transaction each time. For one thread.
///
/// @param <E> the kind of event
public final class EventTail<E extends Event> {
  private final Path directory;
  private final Family family;
  private final LineDecoder.Format<E> format;
  private final TornLines torn = new TornLines();
  private Map<String, Long> offsets;

  /// Where a follower stands: how far it has read each segment. Can be kept and resumed from.
  ///
  /// @param offsets bytes by the name of the segment
  public record Position(Map<String, Long> offsets) {
    /// Copies the offsets.
    public Position {
      offsets = Map.copyOf(offsets);
    }

    /// Before everything that is kept.
    public static Position beginning() {
      return new Position(Map.of());
    }

    /// After all predictions that are there now, except for a line that is just being written.
    ///
    /// @throws UncheckedIOException when a segment cannot be read
    static Position afterPredictions(Path directory) {
      return end(directory, Family.PREDICTIONS);
    }

    /// After all slices that are there now, except for a line that is just being written.
    ///
    /// @throws UncheckedIOException when a segment cannot be read
    static Position afterSlices(Path directory) {
      return end(directory, Family.SLICES);
    }

    private static Position end(Path directory, Family family) {
      Map<String, Long> offsets = new HashMap<>();
      try {
        for (Segment segment : Segment.list(directory, family)) {
          try (ReverseLines lines = new ReverseLines(segment.path())) {
            offsets.put(segment.name(), lines.offset());
          } catch (NoSuchFileException e) {
            // Deleted by the retention after it was listed: it will not be listed again.
            offsets.remove(segment.name());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the events in " + directory + " cannot be read", e);
      }
      return new Position(offsets);
    }
  }

  private EventTail(Path directory, Family family, LineDecoder.Format<E> format, Position from) {
    this.directory = directory;
    this.family = family;
    this.format = format;
    this.offsets = from.offsets();
  }

  /// Follows the predictions from a position on.
  static EventTail<Event.Prediction> ofPredictions(
      Path directory, FeatureSchema schema, Position from) {
    return new EventTail<>(
        directory, Family.PREDICTIONS, new LineDecoder(schema)::prediction, from);
  }

  /// Follows the slices from a position on.
  public static EventTail<Event.Slice> ofSlices(
      Path directory, FeatureSchema schema, Position from) {
    return new EventTail<>(directory, Family.SLICES, new LineDecoder(schema)::slice, from);
  }

  /// The events that have been written since the last call, by time; those of one writer come in
  /// the order in which they were written.
  ///
  /// @throws UncheckedIOException when a segment cannot be read; the position stays where it was
  public List<E> poll() {
    return poll(Instant.MIN);
  }

  /// The same, but events from before a moment are passed over and not held, so that a backlog of
  /// days takes no more memory than what is asked for.
  ///
  /// @param notBefore the first moment that counts
  /// @throws UncheckedIOException when a segment cannot be read; the position stays where it was
  public List<E> poll(Instant notBefore) {
    List<E> events = new ArrayList<>();
    Map<String, Long> reached = new HashMap<>();
    try {
      for (Segment segment : Segment.list(directory, family)) {
        String name = segment.name();
        reached.put(name, read(segment.path(), offsets.getOrDefault(name, 0L), notBefore, events));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the events in " + directory + " cannot be read", e);
    }
    offsets = reached;
    events.sort(Comparator.comparing(Event::time));
    return events;
  }

  /// Where this follower stands.
  public Position position() {
    return new Position(offsets);
  }

  private long read(Path path, long offset, Instant notBefore, List<E> events) throws IOException {
    try {
      if (Files.size(path) <= offset) {
        return offset;
      }
      try (LineCursor lines = new LineCursor(path, offset)) {
        long reached = offset;
        while (lines.advance()) {
          reached = lines.offset();
          try {
            E event = format.decode(lines.bytes(), lines.from(), lines.to());
            if (!event.time().isBefore(notBefore)) {
              events.add(event);
            }
          } catch (LineDecoder.DamagedLine e) {
            torn.warn(path, e);
            torn.found(path, 1);
          }
        }
        return reached;
      }
    } catch (NoSuchFileException e) {
      // Deleted by the retention after it was listed.
      return offset;
    }
  }
}
