package io.evenkeel.drift;

import java.nio.ByteBuffer;

/// One evidence process: `L = max(L, 0) + ln e` for each slice that bets, and where its present run
/// began.
///
/// Mutable; owned by one [Watch].
final class EvidenceProcess {
  /// Bytes of a process in a snapshot.
  static final int BYTES = Double.BYTES + Long.BYTES;

  private double log;
  private long since;

  void add(long slice, double logEvidence) {
    if (log <= 0) {
      since = slice;
    }
    log = Math.max(log, 0) + logEvidence;
  }

  /// L, in nats.
  double log() {
    return log;
  }

  /// The slice after the one in which L was last 0 or less.
  long since() {
    return since;
  }

  void clear() {
    log = 0;
    since = 0;
  }

  void write(ByteBuffer to) {
    to.putDouble(log).putLong(since);
  }

  void read(ByteBuffer from) {
    log = from.getDouble();
    since = from.getLong();
  }
}
