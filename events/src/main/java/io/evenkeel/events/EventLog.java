package io.evenkeel.events;

import io.evenkeel.model.FeatureSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The append-only log of one server process: JSON lines in segments under one directory.
///
/// Safe for use by many threads: callers queue, one writer thread writes whole batches. Several
/// processes may have a log in the same directory; each writes its own segments, never those of
/// another or of an earlier process, and each deletes what has become too old or too much.
///
/// Lines are handed to the operating system, not forced to the disk: they survive the death of the
/// process, not that of the machine.
public final class EventLog implements AutoCloseable {
  private final PendingQueue queue;
  private final EventWriter writer;
  private final Thread thread;

  private EventLog(PendingQueue queue, EventWriter writer) {
    this.queue = queue;
    this.writer = writer;
    this.thread = Thread.ofPlatform().name("event-log").daemon().unstarted(writer);
  }

  /// Opens a log, making the directory if there is none. The first segment is made by the first
  /// append.
  ///
  /// @param directory where the segments lie
  /// @param schema the features of the predictions
  /// @param settings how it cuts, keeps and bounds what it writes
  /// @param clock gives the times; where it stands still or goes back, times go on by a microsecond
  /// @throws UncheckedIOException when the directory cannot be made
  public static EventLog open(
      Path directory, FeatureSchema schema, EventSettings settings, Clock clock) {
    return open(directory, schema, settings, clock, ChannelOpener.NEW_FILES);
  }

  static EventLog open(
      Path directory,
      FeatureSchema schema,
      EventSettings settings,
      Clock clock,
      ChannelOpener opener) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of events cannot be made: " + directory, e);
    }
    // A process id alone may come back after a restart, and in every container it is the same.
    String name =
        ProcessHandle.current().pid() + "." + UUID.randomUUID().toString().substring(0, 8);
    PendingQueue queue = new PendingQueue(settings.queueCapacity());
    EventWriter writer =
        new EventWriter(directory, name, new LineEncoder(schema), settings, queue, clock, opener);
    EventLog log = new EventLog(queue, writer);
    log.thread.start();
    return log;
  }

  /// Appends events, all or none, and returns when the operating system has their lines.
  ///
  /// @param drafts in order; the log gives each its time
  /// @throws EventLogUnavailable when they could not be written: the disk is full, too many wait,
  ///   the log is closed, or this thread was interrupted before its turn (it stays interrupted).
  ///   Nothing of them remains
  /// @throws IllegalArgumentException when one of them cannot be written as a line; nothing of them
  ///   remains
  public void append(List<Event.Draft> drafts) throws EventLogUnavailable {
    if (drafts.isEmpty()) {
      return;
    }
    PendingAppend append = new PendingAppend(drafts);
    queue.add(append);
    append.await(queue);
  }

  /// Whether the log can be written, as far as is known: the last attempt succeeded. After a
  /// failure the log looks every second whether it can be written again.
  public boolean healthy() {
    return writer.healthy();
  }

  /// Writes what is queued, then ends the writer. Later appends fail.
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
