package io.evenkeel.events;

import java.time.Duration;

/// How the event log cuts, keeps and bounds what it writes.
///
/// @param segmentBytes the size at which a segment is closed; one batch may go beyond it
/// @param segmentAge the age at which a segment is closed, whatever its size; it also tells other
///   processes from when on a segment can no longer grow
/// @param retentionAge how long events are kept at least, space permitting; at least two segment
///   ages
/// @param predictionBytes what all prediction segments may take together
/// @param labelBytes what all label segments may take together
/// @param rejectionBytes what all rejection segments may take together
/// @param sliceBytes what all slice segments may take together; only a follower that is away for
///   longer misses any
/// @param queueCapacity how many events may wait to be written
public record EventSettings(
    long segmentBytes,
    Duration segmentAge,
    Duration retentionAge,
    long predictionBytes,
    long labelBytes,
    long rejectionBytes,
    long sliceBytes,
    int queueCapacity) {
  /// Rejects sizes and ages under which the log could not keep its promises.
  public EventSettings {
    require(segmentBytes >= 1, "segmentBytes must be at least 1, was " + segmentBytes);
    require(segmentAge.isPositive(), "segmentAge must be above zero, was " + segmentAge);
    require(
        retentionAge.compareTo(segmentAge.multipliedBy(2)) >= 0,
        "retentionAge must be at least twice the segmentAge "
            + segmentAge
            + ", was "
            + retentionAge);
    requireRoom("predictionBytes", predictionBytes, segmentBytes);
    requireRoom("labelBytes", labelBytes, segmentBytes);
    requireRoom("rejectionBytes", rejectionBytes, segmentBytes);
    requireRoom("sliceBytes", sliceBytes, segmentBytes);
    require(queueCapacity >= 1, "queueCapacity must be at least 1, was " + queueCapacity);
  }

  /// Segments of 16 MB or one hour; 7 days, 10 GB of predictions, 1 GB of labels, 64 MB of
  /// rejections and 128 MB of slices; 20,000 events waiting.
  public static EventSettings defaults() {
    return new EventSettings(
        16L << 20,
        Duration.ofHours(1),
        Duration.ofDays(7),
        10L << 30,
        1L << 30,
        64L << 20,
        128L << 20,
        20_000);
  }

  long bytes(Family family) {
    return switch (family) {
      case PREDICTIONS -> predictionBytes;
      case LABELS -> labelBytes;
      case REJECTIONS -> rejectionBytes;
      case SLICES -> sliceBytes;
    };
  }

  private static void requireRoom(String name, long bytes, long segmentBytes) {
    require(
        bytes / 2 >= segmentBytes,
        name + " must hold at least two segments of " + segmentBytes + " bytes, was " + bytes);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
