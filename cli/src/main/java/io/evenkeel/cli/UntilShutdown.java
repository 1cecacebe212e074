package io.evenkeel.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be closed when the process is told to end (SIGTERM or Ctrl-C).
final class UntilShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(UntilShutdown.class);

  private UntilShutdown() {}

  /// Closes the given things in order when the process is told to end.
  static void close(AutoCloseable... things) {
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
  }
}
