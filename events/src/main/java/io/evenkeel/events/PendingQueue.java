package io.evenkeel.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for the writer thread, bounded by the number of events. All state is guarded by the
/// lock.
final class PendingQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<PendingAppend> waiting = new ArrayDeque<>();
  private final int capacity;
  private int events;
  private boolean closed;

  PendingQueue(int capacity) {
    this.capacity = capacity;
  }

  /// Queues a call.
  ///
  /// @throws EventLogUnavailable when there is no room or the queue is closed
  void add(PendingAppend append) throws EventLogUnavailable {
    int more = append.drafts().size();
    lock.lock();
    try {
      if (closed) {
        throw new EventLogUnavailable("the event log is closed");
      }
      if (more > capacity - events) {
        throw new EventLogUnavailable(
            "too many events wait to be written: " + events + " of at most " + capacity);
      }
      events += more;
      waiting.add(append);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Takes the oldest calls, waiting for one.
  ///
  /// @param atMost stop taking at this many events
  /// @return the calls in order; none after the timeout or when closed and empty
  List<PendingAppend> take(int atMost, Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (waiting.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<PendingAppend> taken = new ArrayList<>();
      int count = 0;
      while (!waiting.isEmpty() && count < atMost) {
        PendingAppend next = waiting.remove();
        count += next.drafts().size();
        taken.add(next);
      }
      events -= count;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a call back.
  ///
  /// @return whether it was still waiting; it will not be written then
  boolean withdraw(PendingAppend append) {
    lock.lock();
    try {
      boolean found = waiting.remove(append);
      events -= found ? append.drafts().size() : 0;
      return found;
    } finally {
      lock.unlock();
    }
  }

  /// Lets nothing more in. What waits can still be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing waits and nothing will.
  boolean finished() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
