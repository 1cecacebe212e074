package io.evenkeel.chronicle;

import io.evenkeel.alerts.NoticeChannels;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.MlflowSettings;
import io.evenkeel.mlflow.RecordCodec;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the outside what happened: follows the journal, the versions and the champion, puts each
/// fact into the outbox once, and sees that it is delivered. Whatever dies and whenever, nothing is
/// told twice and nothing is forgotten. While MLflow is switched off nothing is put for it; once it
/// is switched on, history is told from the beginning.
///
/// Owned by one thread; only the process that holds the agent's lock may run one.
public final class Chronicle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final People people;
  private final Optional<Tracking> tracking;
  private final Telling telling;
  private final Optional<RecordKeeping> records;
  private final Optional<AliasWatch> alias;
  private final Clock clock;
  private final Clearing told;
  private final Clearing recorded;

  /// What it works with.
  ///
  /// @param ledger the facts
  /// @param registry the versions
  /// @param reports the drift reports
  /// @param mlflow where runs are recorded, if anywhere
  /// @param names what things are called in MLflow
  /// @param notices where people are told
  /// @param clock the present
  public record Parts(
      Ledger ledger,
      Registry registry,
      ReportStore reports,
      Optional<Mlflow> mlflow,
      MlflowSettings names,
      NoticeChannels notices,
      Clock clock) {}

  /// Puts it together. Nothing happens before the first call.
  public Chronicle(Parts parts) {
    this(
        parts.ledger(),
        parts.registry(),
        parts.reports(),
        parts.mlflow().map(mlflow -> Tracking.of(mlflow, parts.ledger().outbox(), parts.clock())),
        parts.names(),
        People.of(parts.notices()),
        parts.clock());
  }

  Chronicle(
      Ledger ledger,
      Registry registry,
      ReportStore reports,
      Optional<Tracking> tracking,
      MlflowSettings names,
      People people,
      Clock clock) {
    Facts facts = Facts.of(ledger.journal());
    Runs runs = new Runs(ledger, registry, reports, facts, names);
    this.people = people;
    this.tracking = tracking;
    this.telling =
        new Telling(
            ledger,
            people,
            facts,
            new NoticeWriter(reports, ledger.aliases(), names.model()),
            clock);
    this.records = tracking.map(to -> new RecordKeeping(ledger, to, facts, runs));
    this.alias = tracking.map(to -> new AliasWatch(ledger, to, clock));
    this.clock = clock;
    this.told = new Clearing(ledger.outbox(), clock);
    this.recorded = new Clearing(ledger.outbox(), clock);
  }

  /// What one turn does; it may end when the process does.
  private interface Turn {
    void take() throws InterruptedException;
  }

  /// Takes in what is new and delivers what is due, people first. Nothing that an outside system
  /// does makes it throw.
  ///
  /// @param until when to stop at the latest, between two messages
  /// @throws InterruptedException when the process is ending
  public void once(Instant until) throws InterruptedException {
    tell(until);
    record(until);
  }

  /// Runs again and again until the thread is interrupted. What goes wrong once does not end it.
  /// MLflow has a thread of its own meanwhile, so that a slow one does not keep people waiting. It
  /// has ended too when this returns, unless MLflow does not let go of it for half a minute.
  ///
  /// @param interval the pause between two runs
  /// @throws InterruptedException when the process is ending
  /// @throws IllegalStateException when the thread for MLflow broke off; the process had better be
  ///   started again
  public void watch(Duration interval) throws InterruptedException {
    FutureTask<Void> recording =
        new FutureTask<>(() -> {
          repeat(interval, this::record);
          return null;
        });
    Thread recorder = Thread.ofVirtual().name("chronicle-mlflow").start(recording);
    try {
      repeat(
          interval,
          until -> {
            tell(until);
            stillRuns(recording);
          });
    } finally {
      recorder.interrupt();
      if (!recorder.join(PATIENCE)) {
        LOG.warn("what is sent to MLflow did not end within {}", PATIENCE);
      }
    }
  }

  private static void stillRuns(FutureTask<Void> recording) throws InterruptedException {
    if (!recording.isDone()) {
      return;
    }
    try {
      recording.get();
      throw new IllegalStateException("nothing is sent to MLflow any more");
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing is sent to MLflow any more", e.getCause());
    }
  }

  private interface Round {
    void run(Instant until) throws InterruptedException;
  }

  private void repeat(Duration interval, Round round) throws InterruptedException {
    while (true) {
      round.run(clock.instant().plus(ROUND));
      Thread.sleep(interval);
    }
  }

  private void tell(Instant until) throws InterruptedException {
    guarded("take in what people must hear", () -> follow(telling::follow, until));
    guarded("deliver notices", () -> people.deliver(until));
    guarded("clear away what people have", () -> told.clear(people.queues()));
  }

  private void record(Instant until) throws InterruptedException {
    if (records.isEmpty() || tracking.isEmpty() || alias.isEmpty()) {
      return;
    }
    RecordKeeping keeping = records.get();
    Tracking to = tracking.get();
    guarded("take in what MLflow must record", () -> follow(keeping::follow, until));
    guarded("deliver to MLflow", () -> to.deliver(until));
    guarded("compare the alias in MLflow", alias.get()::look);
    guarded(
        "clear away what MLflow has",
        () -> recorded.clear(List.of(RecordCodec.QUEUE, RecordCodec.MOVES)));
  }

  private void follow(BooleanSupplier some, Instant until) {
    boolean more = true;
    while (more && clock.instant().isBefore(until)) {
      more = some.getAsBoolean();
    }
  }

  private static void guarded(String what, Turn turn) throws InterruptedException {
    try {
      turn.take();
    } catch (RuntimeException e) {
      LOG.error("could not {}; it is tried again", what, e);
    }
  }

  /// Ends what is under way to people; what has not arrived stays in the outbox.
  @Override
  public void close() {
    people.close();
  }
}
