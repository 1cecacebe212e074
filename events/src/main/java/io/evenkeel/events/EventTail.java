package io.evenkeel.events;

import io.evenkeel.model.FeatureSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows the predictions as they are written, over all segments and writers. Unlike [EventReader]
/// it shows a repeated transaction each time. For one thread.
public final class EventTail {
  private final Path directory;
  private final LineDecoder decoder;
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

    /// After everything that is there now, except for a line that is just being written.
    ///
    /// @throws UncheckedIOException when a segment cannot be read
    public static Position end(Path directory) {
      Map<String, Long> offsets = new HashMap<>();
      try {
        for (Segment segment : Segment.list(directory, Family.PREDICTIONS)) {
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

  /// Follows from a position on.
  public EventTail(Path directory, FeatureSchema schema, Position from) {
    this.directory = directory;
    this.decoder = new LineDecoder(schema);
    this.offsets = from.offsets();
  }

  /// The predictions that have been written since the last call, by time; those of one writer come
  /// in the order in which they were written.
  ///
  /// @throws UncheckedIOException when a segment cannot be read; the position stays where it was
  public List<Event.Prediction> poll() {
    List<Event.Prediction> rows = new ArrayList<>();
    Map<String, Long> reached = new HashMap<>();
    try {
      for (Segment segment : Segment.list(directory, Family.PREDICTIONS)) {
        String name = segment.name();
        reached.put(name, read(segment.path(), offsets.getOrDefault(name, 0L), rows));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the events in " + directory + " cannot be read", e);
    }
    offsets = reached;
    rows.sort(Comparator.comparing(Event.Prediction::time));
    return rows;
  }

  /// Where this follower stands.
  public Position position() {
    return new Position(offsets);
  }

  private long read(Path path, long offset, List<Event.Prediction> rows) throws IOException {
    try {
      if (Files.size(path) <= offset) {
        return offset;
      }
      try (LineCursor lines = new LineCursor(path, offset)) {
        long reached = offset;
        while (lines.advance()) {
          reached = lines.offset();
          try {
            rows.add(decoder.prediction(lines.bytes(), lines.from(), lines.to()));
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
