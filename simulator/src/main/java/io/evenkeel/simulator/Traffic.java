package io.evenkeel.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends payments to a server at a steady rate, and each payment's label after a delay. Every
/// request that is not answered well is counted; none is repeated.
///
/// A run paces itself on the thread that calls [#run]; requests wait on virtual threads. [#stop]
/// may be called by any thread.
public final class Traffic {
  private static final long REGIME_LOOK = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CATCH_UP = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TrafficPlan plan;
  private final String token;
  private final UpiWorld world;
  private final Supplier<Regime> regimes;
  private final TrafficListener listener;
  private final Blocking.Lots lots;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
  private final AtomicLong rowsSent = new AtomicLong();
  private final AtomicLong rowsEnded = new AtomicLong();
  private final Tally predictions = new Tally("a prediction");
  private final Tally labels = new Tally("labels");

  /// Prepares a run.
  ///
  /// @param plan how to send
  /// @param world the payments; handed over to the thread that calls [#run]
  /// @param regimes the regime of the moment; asked at most every 200 ms
  /// @param listener who watches
  public Traffic(
      TrafficPlan plan, UpiWorld world, Supplier<Regime> regimes, TrafficListener listener) {
    this(plan, "", world, regimes, listener);
  }

  /// Prepares a run against a server that asks for a token.
  ///
  /// @param plan how to send
  /// @param token shown with every request, as `Authorization: Bearer`; empty for none
  /// @param world the payments; handed over to the thread that calls [#run]
  /// @param regimes the regime of the moment; asked at most every 200 ms
  /// @param listener who watches
  public Traffic(
      TrafficPlan plan,
      String token,
      UpiWorld world,
      Supplier<Regime> regimes,
      TrafficListener listener) {
    this.plan = plan;
    this.token = token;
    this.world = world;
    this.regimes = regimes;
    this.listener = listener;
    this.lots = plan.blocking().lots();
  }

  /// Sends until all rows are sent or [#stop] is called; then waits for the answers and posts the
  /// labels that are outstanding, each at its time. To be called once.
  ///
  /// @throws InterruptedException when the caller is interrupted; what was not posted is dropped
  /// @throws RuntimeException what `regimes` or the listener threw
  public TrafficResult run() throws InterruptedException {
    long start = System.nanoTime();
    long unsent;
    try (ServerClient client = new ServerClient(plan.server(), plan.timeout(), token)) {
      LabelPost post = new LabelPost(client, plan.labelDelay(), labels);
      boolean finished = false;
      try {
        sendRows(client, post);
        finished = true;
      } finally {
        unsent = finished ? post.finish(PATIENCE) : post.abandon();
      }
    }
    RuntimeException failure = broken.get();
    if (failure != null) {
      throw failure;
    }
    return new TrafficResult(
        rowsSent.get(),
        predictions.items(),
        labels.items(),
        unsent,
        predictions.requests(),
        labels.requests(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /// Ends the sending of rows; [#run] returns once labels are posted.
  public void stop() {
    stop.countDown();
  }

  private void sendRows(ServerClient client, LabelPost post) throws InterruptedException {
    Semaphore free = new Semaphore(plan.concurrency());
    double nanosPerRow = 1e9 / plan.rate();
    long next = System.nanoTime();
    long looked = next - REGIME_LOOK;
    Regime regime = Regime.quiet();
    ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    try {
      while (rowsSent.get() < plan.rows()) {
        if (stop.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          break;
        }
        long now = System.nanoTime();
        if (now - looked >= REGIME_LOOK) {
          regime = regimes.get();
          looked = now;
        }
        List<Wire.Row> rows = draw(regime);
        free.acquire();
        Regime current = regime;
        requests.execute(() -> {
          try {
            request(client, post, current, rows);
          } finally {
            free.release();
          }
        });
        // A stall is made good for at most a second: a flood after it would not be steady traffic.
        next = Math.max(next + (long) (rows.size() * nanosPerRow), now - CATCH_UP);
      }
      requests.shutdown();
      requests.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } finally {
      requests.shutdownNow();
    }
  }

  private List<Wire.Row> draw(Regime regime) {
    int number = (int) Math.min(plan.batch(), plan.rows() - rowsSent.get());
    List<Wire.Row> rows = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      String id = plan.idPrefix() + rowsSent.incrementAndGet();
      rows.add(new Wire.Row(id, world.next(regime), lots.next()));
    }
    return rows;
  }

  private void request(ServerClient client, LabelPost post, Regime regime, List<Wire.Row> rows) {
    try {
      send(client, post, regime, rows);
      listener.progressed(rowsEnded.addAndGet(rows.size()), predictions.failed() + labels.failed());
    } catch (InterruptedException _) {
      predictions.failed("interrupted", "the run was interrupted");
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken.compareAndSet(null, e);
      stop();
    }
  }

  private void send(ServerClient client, LabelPost post, Regime regime, List<Wire.Row> rows)
      throws InterruptedException {
    boolean single = plan.batch() == 1;
    byte[] body = single ? Wire.one(rows.getFirst()) : Wire.many(rows);
    predictions.sent();
    long sent = System.nanoTime();
    switch (client.post(single ? "/predict" : "/predict/batch", body)) {
      case ServerClient.Reply.Answered(String answer) -> {
        Duration latency = Duration.ofNanos(System.nanoTime() - sent);
        try {
          accept(
              post,
              regime,
              rows,
              single ? List.of(Wire.score(answer)) : Wire.scores(answer),
              latency);
        } catch (Wire.BadAnswerException e) {
          predictions.failed("bad answer", String.valueOf(e.getMessage()));
        }
      }
      case ServerClient.Reply.Failed(String kind, String detail) ->
          predictions.failed(kind, detail);
    }
  }

  private void accept(
      LabelPost post, Regime regime, List<Wire.Row> rows, List<Wire.Score> scores, Duration latency)
      throws Wire.BadAnswerException {
    List<String> asked = rows.stream().map(Wire.Row::id).toList();
    if (!scores.stream().map(Wire.Score::id).toList().equals(asked)) {
      throw new Wire.BadAnswerException("answered other transactions than were sent");
    }
    predictions.answered(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Transaction transaction = rows.get(i).transaction();
      Wire.Score score = scores.get(i);
      if (!plan.blocking().blocks(score.flagged(), rows.get(i).passThrough())) {
        post.add(new Wire.Label(score.id(), transaction.reported()));
      }
      listener.answered(
          new TrafficListener.Answer(
              regime,
              score.id(),
              score.probability(),
              score.version(),
              transaction.fraud(),
              transaction.reported(),
              latency));
    }
  }
}
