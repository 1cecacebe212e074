package io.evenkeel.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Where the ledger is, how it is sealed and how long it is kept.
///
/// @param url a PostgreSQL database, `postgresql://user:password@host:5432/database` or
///   `jdbc:postgresql://...`; empty for the file in the home
/// @param key seals each link of the chain, at least 16 bytes; empty for plain digests, which
///   anyone who can write the database could make anew
/// @param retention how long journal entries of ended incidents are kept, at least 30 days
public record LedgerSettings(Optional<String> url, Optional<String> key, Duration retention) {
  private static final int SHORTEST_KEY = 16;
  private static final Duration SHORTEST = Duration.ofDays(30);

  /// Rejects an address that is none of PostgreSQL, a short key and a short retention. Neither
  /// address nor key is repeated in the message.
  public LedgerSettings {
    url = url.filter(text -> !text.isBlank());
    key = key.filter(text -> !text.isBlank());
    url.ifPresent(Postgres::requireAddress);
    if (key.isPresent() && key.get().getBytes(StandardCharsets.UTF_8).length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "ledger.key must have at least 16 bytes; make one with: openssl rand -hex 32");
    }
    if (retention.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "ledger.retention must be at least 30 days, was " + retention);
    }
  }

  /// The file in the home, without a key, entries kept for a year.
  public static LedgerSettings defaults() {
    return new LedgerSettings(Optional.empty(), Optional.empty(), Duration.ofDays(365));
  }

  /// Without the login in the address and without the key.
  @Override
  public String toString() {
    return "LedgerSettings[%s, %s, kept for %s]"
        .formatted(
            url.map(Postgres::shown).orElse("the file in the home"),
            key.isPresent() ? "sealed with a key" : "no key",
            retention);
  }
}
