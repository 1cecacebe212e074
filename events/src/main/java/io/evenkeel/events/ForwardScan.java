package io.evenkeel.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the events of one family in a span of time, in the order of time: the segments of each
/// writer one after the other, the writers merged. For one thread.
final class ForwardScan<E extends Event> {
  private final Span span;
  private final LineDecoder.Format<E> format;
  private final TornLines torn;

  ForwardScan(Span span, LineDecoder.Format<E> format, TornLines torn) {
    this.span = span;
    this.format = format;
    this.torn = torn;
  }

  /// Shows the events to a visitor until it says false.
  void run(Path directory, Family family, Predicate<E> visitor) {
    List<Chain> opened = new ArrayList<>();
    try {
      PriorityQueue<Chain> chains = new PriorityQueue<>(Comparator.comparing(chain -> chain.time));
      for (List<Segment> segments : byWriter(Segment.list(directory, family))) {
        Chain chain = new Chain(segments);
        opened.add(chain);
        if (chain.begin()) {
          chains.add(chain);
        }
      }
      for (Chain chain = chains.poll(); chain != null; chain = chains.poll()) {
        Optional<E> event = chain.take();
        if (event.isPresent() && !visitor.test(event.get())) {
          return;
        }
        if (chain.advance()) {
          chains.add(chain);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the events in " + directory + " cannot be read", e);
    } finally {
      opened.forEach(Chain::close);
    }
  }

  static Collection<List<Segment>> byWriter(List<Segment> segments) {
    Map<String, List<Segment>> chains = new LinkedHashMap<>();
    for (Segment segment : segments) {
      chains.computeIfAbsent(segment.writer(), _ -> new ArrayList<>()).add(segment);
    }
    return chains.values();
  }

  /// The segments of one writer. It stands either before a segment that is not open yet, whose
  /// start is its time, or at an event.
  private final class Chain {
    private final Deque<Segment> rest;
    private Instant time = Instant.MAX;
    private Optional<E> head = Optional.empty();
    private @Nullable LineCursor lines;
    private @Nullable Segment segment;
    private long damaged;

    private Chain(List<Segment> segments) {
      rest = new ArrayDeque<>(segments);
    }

    /// Passes over the segments before the span.
    private boolean begin() throws IOException {
      while (!rest.isEmpty() && !rest.getFirst().start().isAfter(span.after())) {
        Segment first = rest.removeFirst();
        boolean over =
            rest.isEmpty() ? endsBefore(first) : !rest.getFirst().start().isAfter(span.after());
        if (!over) {
          rest.addFirst(first);
          break;
        }
      }
      return beforeNext();
    }

    private boolean beforeNext() {
      Segment next = rest.peekFirst();
      if (next == null || next.start().isAfter(span.until())) {
        return false;
      }
      time = next.start();
      return true;
    }

    private Optional<E> take() {
      Optional<E> event = head;
      head = Optional.empty();
      return event;
    }

    /// Moves on.
    ///
    /// @return false when nothing of this writer is left in the span
    private boolean advance() throws IOException {
      if (lines == null) {
        Segment next = rest.removeFirst();
        segment = next;
        damaged = 0;
        try {
          lines = new LineCursor(next.path(), 0);
        } catch (NoSuchFileException e) {
          // Deleted by the retention after it was listed.
          return beforeNext();
        }
      }
      return nextEvent(lines, Objects.requireNonNull(segment).path()) || nextSegment();
    }

    private boolean nextEvent(LineCursor cursor, Path path) throws IOException {
      while (cursor.advance()) {
        byte[] bytes = cursor.bytes();
        int at = cursor.from() + LineDecoder.TIME_AT;
        try {
          if (LineDecoder.hasTime(bytes, cursor.from(), cursor.to())) {
            if (span.isBefore(bytes, at)) {
              continue;
            }
            if (span.isAfter(bytes, at)) {
              rest.clear();
              return false;
            }
          }
          E event = format.decode(bytes, cursor.from(), cursor.to());
          head = Optional.of(event);
          time = event.time();
          return true;
        } catch (LineDecoder.DamagedLine e) {
          torn.warn(path, e);
          damaged++;
        }
      }
      // A tail without its newline is being written, unless the writer has gone on already.
      damaged += cursor.hasTornTail() && !rest.isEmpty() ? 1 : 0;
      return false;
    }

    private boolean nextSegment() {
      close();
      return beforeNext();
    }

    private void close() {
      LineCursor open = lines;
      lines = null;
      if (open != null && segment != null) {
        torn.found(segment.path(), damaged);
        try {
          open.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /// Whether the last line of a segment lies before the span.
  private boolean endsBefore(Segment segment) throws IOException {
    try (ReverseLines lines = new ReverseLines(segment.path())) {
      return !lines.advance()
          || (LineDecoder.hasTime(lines.bytes(), lines.from(), lines.to())
              && span.isBefore(lines.bytes(), lines.from() + LineDecoder.TIME_AT));
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
