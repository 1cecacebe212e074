package io.evenkeel.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the requests of one kind. Safe for use by many threads.
final class Tally {
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  private final String what;
  private final LongAdder sent = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

  /// @param what what the requests are for, in words
  Tally(String what) {
    this.what = what;
  }

  void sent() {
    sent.increment();
  }

  /// A request was answered well.
  ///
  /// @param number the rows or labels that it held
  void answered(int number) {
    answered.increment();
    items.add(number);
  }

  /// A request failed. The first failure of each kind is logged, all are counted.
  ///
  /// @param kind a short word
  /// @param detail what went wrong
  void failed(String kind, String detail) {
    failures
        .computeIfAbsent(
            kind,
            _ -> {
              LOG.warn("a request with {} failed: {}: {}", what, kind, detail);
              return new LongAdder();
            })
        .increment();
  }

  long items() {
    return items.sum();
  }

  long failed() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  TrafficResult.Requests requests() {
    Map<String, Long> counts = new TreeMap<>();
    failures.forEach((kind, count) -> counts.put(kind, count.sum()));
    return new TrafficResult.Requests(sent.sum(), answered.sum(), counts);
  }
}
