package io.evenkeel.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits until the process is told to end (SIGTERM or Ctrl-C), and closes things first.
final class UntilShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(UntilShutdown.class);

  private UntilShutdown() {}

  /// Waits for ever; on shutdown closes the given things in order.
  static void close(AutoCloseable... things) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  for (AutoCloseable thing : things) {
                    try {
                      thing.close();
                    } catch (Exception e) {
                      LOG.error("could not close {}", thing, e);
                    }
                  }
                }));
    new CountDownLatch(1).await();
  }
}
