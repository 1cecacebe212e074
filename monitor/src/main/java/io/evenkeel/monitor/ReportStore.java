package io.evenkeel.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// The reports on disk: `latest_report.json`, written atomically, and all earlier ones beside it.
///
/// Safe for use by many threads and processes: a reader sees a whole report or none.
public final class ReportStore {
  /// What a look at the latest report gave.
  public sealed interface Reading {
    /// A report that may be acted on.
    ///
    /// @param report the report
    record Sound(CheckReport report) implements Reading {}

    /// There is none.
    record Missing() implements Reading {}

    /// It is too old to act on.
    ///
    /// @param age how old
    /// @param limit how old it may be
    record Stale(Duration age, Duration limit) implements Reading {}

    /// It cannot be read.
    ///
    /// @param reason what is wrong with it
    record Malformed(String reason) implements Reading {}
  }

  /// @param directory the directory of reports; made when missing
  public ReportStore(Path directory) {
    assert directory != null;
  }

  /// Writes a report as the latest one, with its page, and keeps it under its id.
  public void write(CheckReport report) {
    throw new UnsupportedOperationException();
  }

  /// Reads the latest report.
  ///
  /// @param now the present
  /// @param oldest how old it may be
  public Reading latest(Instant now, Duration oldest) {
    throw new UnsupportedOperationException();
  }
}
