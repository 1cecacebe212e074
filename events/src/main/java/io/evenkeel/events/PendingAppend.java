package io.evenkeel.events;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One call of [EventLog#append] on its way through the writer. The writer thread ends it once; the
/// caller waits for that.
final class PendingAppend {
  private final List<Event.Draft> drafts;
  private final CountDownLatch ended = new CountDownLatch(1);
  // Written by the writer before the latch opens, read by the caller after it.
  private @Nullable Exception failure;

  PendingAppend(List<Event.Draft> drafts) {
    this.drafts = List.copyOf(drafts);
  }

  List<Event.Draft> drafts() {
    return drafts;
  }

  void succeed() {
    ended.countDown();
  }

  void fail(Exception cause) {
    failure = cause;
    ended.countDown();
  }

  /// Waits until the writer has ended this call.
  ///
  /// @throws EventLogUnavailable when the events could not be written
  /// @throws IllegalArgumentException when they are not events that can be written
  void await(PendingQueue queue) throws EventLogUnavailable {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          ended.await();
          break;
        } catch (InterruptedException e) {
          if (queue.withdraw(this)) {
            interrupted = true;
            throw new EventLogUnavailable("interrupted before the events were written", e);
          }
          // The writer has it already and is done within one write; only then is it known which.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    switch (failure) {
      case null -> {}
      case IllegalArgumentException e -> throw new IllegalArgumentException(e.getMessage(), e);
      case Exception e ->
          throw new EventLogUnavailable("the event log cannot be written: " + e.getMessage(), e);
    }
  }
}
