package io.evenkeel.agent;

import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Ledger;
import java.time.Instant;
import java.util.Optional;

/// The version that serves, as the ledger has it.
record Champion(Ledger ledger) {
  static final String ALIAS = "champion";

  /// The version that serves; empty when none was ever promoted.
  Optional<String> version() {
    return fact().map(Aliases.Fact::version);
  }

  /// Since when a version serves, if it does.
  Optional<Instant> since(String version) {
    return fact().filter(fact -> fact.version().equals(version)).map(Aliases.Fact::since);
  }

  private Optional<Aliases.Fact> fact() {
    return ledger.aliases().current(ALIAS);
  }
}
