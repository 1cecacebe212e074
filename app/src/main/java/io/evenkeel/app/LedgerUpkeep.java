package io.evenkeel.app;

import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.LedgerException;
import io.evenkeel.ledger.LedgerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes, four times a day, what is older in the journal than it is kept. Owned by one thread of
/// the process that has the right to act.
final class LedgerUpkeep implements Loop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerUpkeep.class);
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofHours(6);

  private final Ledger ledger;
  private final LedgerSettings settings;
  private final Clock clock;

  LedgerUpkeep(Ledger ledger, LedgerSettings settings, Clock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void run() throws InterruptedException {
    Thread.sleep(FIRST);
    while (true) {
      once();
      Thread.sleep(EVERY);
    }
  }

  void once() {
    try {
      int removed =
          ledger.retain(
              clock.instant().minus(settings.retention()), Set.of(IncidentState.RESOLVED.code()));
      if (removed > 0) {
        LOG.info("removed {} old entries from the journal", removed);
      }
    } catch (LedgerException e) {
      LOG.error("old entries stay in the journal", e);
    }
  }
}
