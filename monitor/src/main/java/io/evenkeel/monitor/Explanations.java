package io.evenkeel.monitor;

import io.evenkeel.registry.Registry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells where drift comes from, after the verdict and without delaying it: when the report of a
/// conclusive check is written, its page is made once more, with the cause, and with the drift that
/// no single feature shows. What fails is logged; the page then stays as it was.
///
/// Safe for use by many threads. Closing it drops what has not begun and waits a few seconds for
/// what has.
public final class Explanations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Explanations.class);
  private static final long PATIENCE_SECONDS = 5;

  private final CauseFinder finder;
  private final ReportStore store;
  private final Executor executor;
  private final AutoCloseable end;

  Explanations(CauseFinder finder, ReportStore store, Executor executor, AutoCloseable end) {
    this.finder = finder;
    this.store = store;
    this.executor = executor;
    this.end = end;
  }

  /// Explanations on a thread of their own. One waits at most; a newer one takes its place.
  ///
  /// @param registry has the models
  /// @param store has the pages
  public static Explanations inBackground(Registry registry, ReportStore store) {
    return inBackground(new CauseFinder(registry), store);
  }

  static Explanations inBackground(CauseFinder finder, ReportStore store) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Thread.ofPlatform().name("explanations").daemon().factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());
    return new Explanations(
        finder,
        store,
        thread,
        () -> {
          thread.shutdownNow();
          thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
  }

  /// Explanations that run where and when an executor says.
  ///
  /// @param registry has the models
  /// @param store has the pages
  /// @param executor runs each
  public static Explanations on(Registry registry, ReportStore store, Executor executor) {
    return new Explanations(new CauseFinder(registry), store, executor, () -> {});
  }

  /// Explains a conclusive check, later.
  ///
  /// @param page the page that was written
  /// @param reference the reference of its version
  /// @param rows the rows of its window
  void explain(CheckPage page, References.Prepared reference, WindowRows rows) {
    if (page.report().conclusive()) {
      executor.execute(() -> rewrite(page, reference, rows));
    }
  }

  private void rewrite(CheckPage page, References.Prepared reference, WindowRows rows) {
    try {
      store.rewrite(finder.explain(page, reference, rows));
    } catch (RuntimeException e) {
      // Nobody waits for it, and the report without it is whole.
      LOG.error("the cause of {} is not told", page.report().id(), e);
    }
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("the explanations did not end", e);
    }
  }
}
