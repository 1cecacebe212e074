package io.evenkeel.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the events of one family from the newest backwards, the writers merged. For one thread.
final class ReverseScan<E extends Event> {
  private final Span span;
  private final LineDecoder.Format<E> format;
  private final TornLines torn;

  ReverseScan(Span span, LineDecoder.Format<E> format, TornLines torn) {
    this.span = span;
    this.format = format;
    this.torn = torn;
  }

  /// Shows the events after the beginning of the span to a visitor until it says false.
  void run(Path directory, Family family, Predicate<E> visitor) {
    List<Chain> opened = new ArrayList<>();
    try {
      PriorityQueue<Chain> chains =
          new PriorityQueue<>(Comparator.comparing((Chain chain) -> chain.time).reversed());
      for (List<Segment> segments : ForwardScan.byWriter(Segment.list(directory, family))) {
        Chain chain = new Chain(segments);
        opened.add(chain);
        if (chain.advance()) {
          chains.add(chain);
        }
      }
      for (Chain chain = chains.poll(); chain != null; chain = chains.poll()) {
        if (!visitor.test(chain.head.orElseThrow())) {
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

  /// The segments of one writer, standing at an event after the first [#advance].
  private final class Chain {
    private final Deque<Segment> rest;
    private Instant time = Instant.MIN;
    private Optional<E> head = Optional.empty();
    private @Nullable ReverseLines lines;
    private @Nullable Path path;
    private long damaged;

    private Chain(List<Segment> segments) {
      rest = new ArrayDeque<>(segments);
    }

    private boolean advance() throws IOException {
      while (true) {
        ReverseLines open = lines;
        if (open != null && path != null) {
          if (previousEvent(open, path)) {
            return true;
          }
          close();
        }
        if (rest.isEmpty()) {
          return false;
        }
        Path next = rest.removeLast().path();
        path = next;
        damaged = 0;
        try {
          lines = new ReverseLines(next);
        } catch (NoSuchFileException e) {
          // Deleted by the retention after it was listed, and so are all before it.
          return false;
        }
      }
    }

    private boolean previousEvent(ReverseLines open, Path segment) throws IOException {
      while (open.advance()) {
        byte[] bytes = open.bytes();
        int at = open.from() + LineDecoder.TIME_AT;
        try {
          if (LineDecoder.hasTime(bytes, open.from(), open.to())) {
            if (span.isBefore(bytes, at)) {
              rest.clear();
              return false;
            }
            if (span.isAfter(bytes, at)) {
              continue;
            }
          }
          E event = format.decode(bytes, open.from(), open.to());
          head = Optional.of(event);
          time = event.time();
          return true;
        } catch (LineDecoder.DamagedLine e) {
          torn.warn(segment, e);
          damaged++;
        }
      }
      return false;
    }

    private void close() {
      ReverseLines open = lines;
      lines = null;
      if (open != null && path != null) {
        torn.found(path, damaged);
        try {
          open.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
