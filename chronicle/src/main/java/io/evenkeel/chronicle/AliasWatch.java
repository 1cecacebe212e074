package io.evenkeel.chronicle;

import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Outbox;
import io.evenkeel.mlflow.RecordCodec;
import io.evenkeel.registry.ForeignMoves;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares, once a minute, where the alias in MLflow stands with where the moves that have arrived
/// there put it. Owned by one thread.
final class AliasWatch {
  private final Ledger ledger;
  private final Tracking tracking;
  private final ForeignMoves foreign;
  private final Clock clock;
  private final Every minute = new Every(Duration.ofMinutes(1));

  AliasWatch(Ledger ledger, Tracking tracking, Clock clock) {
    this.ledger = ledger;
    this.tracking = tracking;
    this.foreign = new ForeignMoves(ledger);
    this.clock = clock;
  }

  void look() {
    if (!minute.hasCome(clock.instant())) {
      return;
    }
    Set<String> allowed = allowed();
    if (!allowed.isEmpty()) {
      foreign.judge(tracking.champion(), allowed);
    }
  }

  /// The versions that the alias may name: the one to which the latest move that arrived put it,
  /// and those to which moves are on their way.
  private Set<String> allowed() {
    long arrived =
        ledger
            .outbox()
            .newestSent(RecordCodec.MOVES, RecordKeeping.CHAMPION)
            .map(Outbox.Message::key)
            .map(key -> Long.parseLong(key.substring(RecordKeeping.CHAMPION.length())))
            .orElse(0L);
    return ledger.aliases().after("champion", arrived - 1).stream()
        .map(Aliases.Fact::version)
        .collect(Collectors.toUnmodifiableSet());
  }
}
