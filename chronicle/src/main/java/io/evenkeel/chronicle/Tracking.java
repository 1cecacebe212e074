package io.evenkeel.chronicle;

import io.evenkeel.ledger.Carrier;
import io.evenkeel.ledger.Courier;
import io.evenkeel.ledger.Outbox;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.MlflowRecord;
import io.evenkeel.mlflow.RecordCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/// Where runs, versions and moves of the champion are recorded.
interface Tracking {
  /// Puts a record into the outbox; nothing happens when it is there already.
  void put(String subject, MlflowRecord what);

  /// Delivers what is due: runs and versions, and then, when none of them waits, moves of the
  /// alias.
  void deliver(Instant until) throws InterruptedException;

  /// Where the alias stands.
  Mlflow.Standing champion();

  /// One MLflow server.
  static Tracking of(Mlflow mlflow, Outbox outbox, Clock clock) {
    return of(mlflow, mlflow::champion, outbox, clock);
  }

  /// As the other, for any carrier of the records.
  static Tracking of(
      Carrier carrier, Supplier<Mlflow.Standing> standing, Outbox outbox, Clock clock) {
    Courier runs = new Courier(outbox, RecordCodec.QUEUE, carrier, clock);
    Courier moves = new Courier(outbox, RecordCodec.MOVES, carrier, clock);
    return new Tracking() {
      @Override
      public void put(String subject, MlflowRecord what) {
        RecordCodec.put(outbox, subject, what);
      }

      @Override
      public void deliver(Instant until) throws InterruptedException {
        runs.deliver(until);
        // A move to a version that is not there yet would be refused for good.
        if (!outbox.waiting().containsKey(RecordCodec.QUEUE)) {
          moves.deliver(until);
        }
      }

      @Override
      public Mlflow.Standing champion() {
        return standing.get();
      }
    };
  }
}
