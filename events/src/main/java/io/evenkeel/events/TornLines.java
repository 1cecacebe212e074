package io.evenkeel.events;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the lines that had to be passed over, and says so once for each segment. Safe for use by
/// many threads.
final class TornLines {
  private static final Logger LOG = LoggerFactory.getLogger(TornLines.class);

  private final Map<Path, Long> counts = new ConcurrentHashMap<>();

  /// Takes note of what one reading of a segment found.
  void found(Path segment, long torn) {
    if (torn > 0 && counts.merge(segment, torn, Math::max) == torn) {
      LOG.debug("{} lines of {} cannot be read and are passed over", torn, segment);
    }
  }

  /// Takes note of a line that cannot be read.
  void warn(Path segment, RuntimeException why) {
    if (!counts.containsKey(segment)) {
      LOG.warn("{} holds a line that cannot be read; it is passed over", segment, why);
    }
  }

  /// How many there were in all segments read so far.
  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
