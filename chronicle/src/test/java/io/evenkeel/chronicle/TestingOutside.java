package io.evenkeel.chronicle;

import io.evenkeel.alerts.Notice;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.MlflowRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// MLflow and the channels, as outboxes that keep each key once, as the real ones do; they break
/// when the test says so. Owned by the test's thread; while a chronicle watches, records are the
/// recorder's and notices the teller's.
final class TestingOutside implements Tracking, People {
  /// Stands for the death of the process.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final List<MlflowRecord> records = new ArrayList<>();
  final List<Notice> notices = new ArrayList<>();
  List<String> queues = List.of("slack");
  Mlflow.Standing standing = new Mlflow.Standing.Unset();
  int lookedAt;
  int livesFor = Integer.MAX_VALUE;
  boolean broken;
  List<String> poison = List.of();
  boolean closed;

  /// What a look at the alias does.
  boolean dying;

  boolean hanging;
  final CountDownLatch looking = new CountDownLatch(1);
  volatile boolean letGo;
  private final Set<String> keys = new HashSet<>();

  @Override
  public void put(String subject, MlflowRecord what) {
    live(what.key());
    if (keys.add(what.key())) {
      records.add(what);
    }
  }

  @Override
  public void put(Notice notice) {
    live(notice.key());
    if (keys.add(notice.key())) {
      notices.add(notice);
    }
  }

  @Override
  public List<String> queues() {
    return queues;
  }

  @Override
  public Mlflow.Standing champion() {
    lookedAt++;
    if (dying) {
      throw new Killed();
    }
    if (hanging) {
      hang();
    }
    return standing;
  }

  @Override
  public void deliver(Instant until) {
    if (broken) {
      throw new IllegalStateException("the other side is broken");
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void hang() {
    looking.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      letGo = true;
      Thread.currentThread().interrupt();
    }
  }

  /// Dies before the put that is one too many.
  private void live(String key) {
    if (poison.contains(key)) {
      throw new IllegalStateException(key + " is poison");
    }
    if (livesFor-- <= 0) {
      throw new Killed();
    }
  }
}
