package io.evenkeel.cli;

import io.evenkeel.app.Durations;
import io.evenkeel.app.Home;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.LedgerSettings;
import io.evenkeel.registry.Registry;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/// Patience with a home that another process is still making.
final class WaitOptions {
  private static final Logger LOG = LoggerFactory.getLogger(WaitOptions.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration REMINDER = Duration.ofSeconds(30);

  @Option(
      names = "--wait-for-home",
      defaultValue = "0s",
      paramLabel = "DURATION",
      description = {
        "How long to wait for a home that has a schema and a champion, which another process makes",
        "(default: 0s, not at all)."
      })
  private Duration patience;

  /// Returns once the home is ready; at once where no patience was asked for.
  ///
  /// @throws IllegalStateException when the patience is over
  void await(HomeOptions options) throws InterruptedException {
    if (patience.isZero()) {
      return;
    }
    long begun = System.nanoTime();
    long reminded = begun - REMINDER.toNanos();
    for (String lack = lack(options); !lack.isEmpty(); lack = lack(options)) {
      long now = System.nanoTime();
      if (now - begun > patience.toNanos()) {
        throw new IllegalStateException(
            "waited %s, but %s: make the home with init, or name another with --home"
                .formatted(Durations.format(patience), lack));
      }
      if (now - reminded >= REMINDER.toNanos()) {
        LOG.info("waiting, at most {}: {}", Durations.format(patience), lack);
        reminded = now;
      }
      Thread.sleep(LOOK);
    }
  }

  /// What the home lacks; empty when it is ready.
  private static String lack(HomeOptions options) {
    Home home = options.home();
    if (Files.notExists(home.schema())) {
      return home.root() + " has no schema.yaml yet";
    }
    LedgerSettings settings = options.settings().ledger();
    // Not opened before somebody has made it: a reader should not make a ledger.
    if (!Ledger.exists(home.ledger(), settings)) {
      return home.root() + " has no ledger yet";
    }
    try (Ledger ledger = Ledger.open(home.ledger(), settings, Clock.systemUTC())) {
      return new Registry(home.models(), ledger).serving().isPresent()
          ? ""
          : "no version serves yet over " + home.root();
    }
  }
}
