package io.evenkeel.events;

import java.util.List;

/// The append-only log of one server process: JSON lines in segments under one directory.
///
/// Safe for use by many threads: callers queue, one writer thread writes whole batches.
public final class EventLog implements AutoCloseable {
  /// Appends events, all or none, and returns when the operating system has their lines.
  ///
  /// @param drafts in order; the log gives each its time
  /// @throws EventLogUnavailable when they could not be written; nothing of them remains
  public void append(List<Event.Draft> drafts) throws EventLogUnavailable {
    throw new UnsupportedOperationException();
  }

  /// Writes what is queued, then ends the writer.
  @Override
  public void close() {}
}
