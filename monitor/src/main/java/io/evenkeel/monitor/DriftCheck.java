package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.model.RocAuc;
import java.time.Instant;
import java.util.Optional;

/// Compares rows of the event log with the reference of a version. Writes nothing and remembers
/// nothing but prepared references, so others may ask for checks of their own.
///
/// Safe for use by many threads.
public final class DriftCheck {
  /// A window and what was found in it.
  ///
  /// @param window the rows; empty when there were none
  /// @param drift the evidence
  public record Finding(Optional<Window> window, DriftReport drift) {}

  /// Checks the newest rows that a version served against its own reference.
  public Finding newest(String version) {
    throw new UnsupportedOperationException();
  }

  /// Checks the rows that a version served in a span of time, drawn evenly down to the window size,
  /// against its own reference.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public Finding between(String version, Instant after, Instant until) {
    throw new UnsupportedOperationException();
  }

  /// Checks the first full window of rows that a version served after a moment, against its own
  /// reference. While it is not full yet, the verdict is `NotEnoughData`.
  ///
  /// @param after exclusive
  public Finding following(String version, Instant after) {
    throw new UnsupportedOperationException();
  }

  /// Checks the rows of a window, whoever served them, against the reference of another version: an
  /// answer to "would that version fit today's traffic?".
  ///
  /// @param window the rows
  /// @param version the version whose reference is asked
  public Finding against(Window window, String version) {
    throw new UnsupportedOperationException();
  }

  /// Live ROC-AUC of a version on all mature labelled rows that it served after a moment.
  ///
  /// @param needed the least number of frauds
  public RocAuc performance(String version, Instant after, int needed) {
    throw new UnsupportedOperationException();
  }
}
