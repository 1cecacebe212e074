package io.evenkeel.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// Posts labels when they are due, those of each tenth of a second together.
///
/// Labels are added by many threads; one thread of its own posts them.
final class LabelPost {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LIST = 500;

  private final ServerClient client;
  private final Duration delay;
  private final Tally tally;
  private final DelayQueue<Due> queue = new DelayQueue<>();
  private final Thread thread;

  LabelPost(ServerClient client, Duration delay, Tally tally) {
    this.client = client;
    this.delay = delay;
    this.tally = tally;
    this.thread = Thread.ofVirtual().name("labels").start(this::work);
  }

  /// Posts a label after the delay.
  void add(Wire.Label label) {
    queue.add(new Due(dueNow(), new Item.Label(label)));
  }

  /// Posts what is outstanding, each label at its time; no label may be added any more.
  ///
  /// @param patience how long to wait beyond the delay
  /// @return labels that were not posted by then, and never will be
  long finish(Duration patience) throws InterruptedException {
    queue.add(new Due(dueNow() + TICK, new Item.End()));
    try {
      if (!thread.join(delay.plus(patience))) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
    return waiting();
  }

  /// Posts nothing more.
  ///
  /// @return labels that were never posted
  long abandon() {
    thread.interrupt();
    return waiting();
  }

  private long waiting() {
    return queue.stream().filter(due -> due.item() instanceof Item.Label).count();
  }

  /// Rounded up to the tick, so that the labels of one tick fall due together.
  private long dueNow() {
    return Math.ceilDiv(System.nanoTime() + delay.toNanos(), TICK) * TICK;
  }

  private void work() {
    try {
      boolean ended = false;
      while (!ended) {
        List<Due> due = new ArrayList<>();
        due.add(queue.take());
        queue.drainTo(due, LIST - 1);
        List<Wire.Label> labels = new ArrayList<>();
        for (Due one : due) {
          switch (one.item()) {
            case Item.Label(Wire.Label label) -> labels.add(label);
            case Item.End() -> ended = true;
          }
        }
        if (!labels.isEmpty()) {
          post(labels);
        }
      }
    } catch (InterruptedException _) {
      // The run was abandoned; what is left in the queue is counted as unsent.
      Thread.currentThread().interrupt();
    }
  }

  private void post(List<Wire.Label> labels) throws InterruptedException {
    tally.sent();
    try {
      switch (client.post("/labels", Wire.labels(labels))) {
        case ServerClient.Reply.Answered _ -> tally.answered(labels.size());
        case ServerClient.Reply.Failed(String kind, String detail) -> tally.failed(kind, detail);
      }
    } catch (InterruptedException e) {
      tally.failed("interrupted", "the run was interrupted");
      throw e;
    }
  }

  private sealed interface Item {
    record Label(Wire.Label label) implements Item {}

    record End() implements Item {}
  }

  private record Due(long nanos, Item item) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return other instanceof Due due
          ? Long.signum(nanos - due.nanos)
          : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
