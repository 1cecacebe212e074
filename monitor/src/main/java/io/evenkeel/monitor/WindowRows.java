package io.evenkeel.monitor;

import io.evenkeel.events.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows that a check looks at, and the requests that were refused meanwhile.
///
/// @param rows in the order of time, drawn evenly when there were more than a window holds
/// @param countedFrom requests were counted after this moment
/// @param accepted requests accepted since then
/// @param refused requests refused since then, by client; under the empty name those of clients
///   that did not name themselves
record WindowRows(
    List<Event.Prediction> rows, Instant countedFrom, long accepted, Map<String, Long> refused) {
  /// Copies the list and the map.
  WindowRows {
    rows = List.copyOf(rows);
    refused = Map.copyOf(refused);
  }

  /// Requests refused.
  long rejected() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The same without one client. Of the accepted requests those are left out that the rows stand
  /// for.
  WindowRows without(String client) {
    List<Event.Prediction> others =
        rows.stream().filter(row -> !row.client().equals(client)).toList();
    Map<String, Long> theirs = new HashMap<>(refused);
    theirs.remove(client);
    return new WindowRows(others, countedFrom, standFor(others.size()), theirs);
  }

  /// The same with fewer rows, drawn evenly.
  WindowRows thinned(int count) {
    List<Event.Prediction> drawn = evenly(rows, Math.max(2, count));
    return new WindowRows(drawn, countedFrom, standFor(drawn.size()), refused);
  }

  private long standFor(int drawn) {
    return rows.isEmpty() ? accepted : Math.round((double) accepted * drawn / rows.size());
  }

  /// All rows of a span, in which no request is known to have been refused.
  static WindowRows of(List<Event.Prediction> rows) {
    return new WindowRows(rows, Instant.MIN, rows.size(), Map.of());
  }

  /// The span of the rows, if there are any.
  Optional<Window> window() {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Window(rows.getFirst().time(), rows.getLast().time(), rows.size()));
  }

  /// Draws rows evenly: always the first and the last, the others at equal distances, in the given
  /// order. The same rows give the same draw.
  static <T> List<T> evenly(List<T> rows, int count) {
    if (rows.size() <= count) {
      return rows;
    }
    List<T> drawn = new ArrayList<>(count);
    for (long i = 0; i < count; i++) {
      drawn.add(rows.get((int) (i * (rows.size() - 1) / (count - 1))));
    }
    return drawn;
  }

  /// How many of the rows came after a moment.
  static long after(List<Event.Prediction> rows, Instant moment) {
    return rows.stream().filter(row -> row.time().isAfter(moment)).count();
  }
}
