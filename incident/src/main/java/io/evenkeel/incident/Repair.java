package io.evenkeel.incident;

import java.time.Instant;

/// What was last done about an incident, and how far its effect is verified.
public sealed interface Repair {
  /// Nothing yet.
  record None() implements Repair {}

  /// People were told; nothing was changed. The detector is watched until it is quiet.
  ///
  /// @param version the version that is watched: the one that serves
  /// @param watch how far the watching has come
  record Told(String version, Watch watch) implements Repair {}

  /// The champion was changed.
  ///
  /// @param from the version that served before
  /// @param to the version that serves since
  /// @param expectedRocAuc ROC-AUC of `to` at the gate; NaN where it is not known: then no recovery
  ///   can be proven
  /// @param expectedStandardError its standard error
  /// @param since when `to` began to serve
  /// @param deadline when people are told if recovery is not proven by then
  /// @param nextLook frauds that the next look at live performance waits for
  /// @param watch how far the watching of the detector has come
  record Changed(
      String from,
      String to,
      double expectedRocAuc,
      double expectedStandardError,
      Instant since,
      Instant deadline,
      int nextLook,
      Watch watch)
      implements Repair {
    /// Rejects measures that are none; NaN, not known, is one.
    public Changed {
      if (expectedRocAuc < 0 || expectedRocAuc > 1 || expectedStandardError < 0) {
        throw new IllegalArgumentException(
            "expected ROC-AUC must be 0 to 1 with a standard error of at least 0, were %s and %s"
                .formatted(expectedRocAuc, expectedStandardError));
      }
    }

    /// With another watch.
    public Changed with(Watch next) {
      return new Changed(
          from, to, expectedRocAuc, expectedStandardError, since, deadline, nextLook, next);
    }

    /// After a look at live performance that settled nothing. Looks are spaced by half as many
    /// frauds again, so that looking often does not by itself find a difference.
    ///
    /// @param frauds how many frauds the look had
    public Changed looked(int frauds) {
      return new Changed(
          from,
          to,
          expectedRocAuc,
          expectedStandardError,
          since,
          deadline,
          Math.max(nextLook, frauds) + Math.max(1, Math.max(nextLook, frauds) / 2),
          watch);
    }
  }

  /// The watching of the detector.
  ///
  /// @param cursor the time up to which rows were looked at
  /// @param quiet consecutive full windows without a finding
  record Watch(Instant cursor, int quiet) {
    /// Rejects a negative count.
    public Watch {
      if (quiet < 0) {
        throw new IllegalArgumentException("quiet windows must not be negative, were " + quiet);
      }
    }

    /// A watch that begins.
    public static Watch from(Instant start) {
      return new Watch(start, 0);
    }

    /// After a window without a finding.
    ///
    /// @param end the time of its last row
    public Watch quietUntil(Instant end) {
      return new Watch(end, quiet + 1);
    }
  }
}
