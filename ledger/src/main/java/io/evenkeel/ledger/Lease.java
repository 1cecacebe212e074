package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// The right to act over one ledger, and the fencing token that goes with it: each time that the
/// right changes hands the token grows by one, and what is written with a lower one is refused.
///
/// Once this open ledger has taken it, everything that acts is checked against the newest token in
/// its own transaction: the journal, the incidents, the outbox, and versions and moves of an alias
/// that bear a key. What a person does without a key is not, nor is anything in a process that
/// never took the lease. So it is the token that keeps two agents from acting both, not the time:
/// clocks that differ only make a take-over earlier or later.
///
/// Safe for use by many threads.
public final class Lease {
  /// There is one right over a ledger.
  static final String NAME = "agent";

  private final Database database;
  private final Journal journal;
  private final Fence fence;
  private final Clock clock;

  Lease(Database database, Journal journal, Fence fence, Clock clock) {
    this.database = database;
    this.journal = journal;
    this.fence = fence;
    this.clock = clock;
  }

  /// What came of asking for the right.
  public sealed interface Taking {
    /// It was given.
    ///
    /// @param token the number that goes with it, at least 1
    record Granted(long token) implements Taking {}

    /// Somebody else has it.
    ///
    /// @param holder who
    /// @param until when it ends unless he renews it
    record Held(String holder, Instant until) implements Taking {}
  }

  /// How the right stands.
  ///
  /// @param token the newest token
  /// @param holder who got it
  /// @param until when it ends unless it is renewed; empty when it was given back
  public record Standing(long token, String holder, Optional<Instant> until) {}

  /// Asks for the right. It is given when nobody has it, when it has run out, and when its holder
  /// is the one who asks: he has died since, or he would not ask.
  ///
  /// @param holder who asks, for instance the machine and the home; never two that run at once
  /// @param span how long it lasts unless it is renewed
  public Taking take(String holder, Duration span) {
    if (holder.isEmpty() || !span.isPositive()) {
      throw new IllegalArgumentException("a lease needs a holder and a span, was " + span);
    }
    Taking taking =
        database.write(() -> {
          Instant now = clock.instant();
          Optional<Standing> standing = standing();
          Optional<Instant> until = standing.flatMap(Standing::until).filter(now::isBefore);
          if (until.isPresent() && !standing.orElseThrow().holder().equals(holder)) {
            return new Taking.Held(standing.orElseThrow().holder(), until.get());
          }
          long token = standing.map(Standing::token).orElse(Fence.NONE) + 1;
          database.update(
              "INSERT INTO lease (name, token, holder, expires) VALUES (?, ?, ?, ?)"
                  + " ON CONFLICT (name) DO UPDATE SET token = excluded.token,"
                  + " holder = excluded.holder, expires = excluded.expires",
              NAME,
              token,
              holder,
              now.plus(span));
          journal.append(
              token,
              new Journal.Line(
                  "", "lease", JournalEntry.Phase.NOTE, "", "taken", detail(token, holder)));
          return new Taking.Granted(token);
        });
    if (taking instanceof Taking.Granted(long token)) {
      fence.hold(token);
    }
    return taking;
  }

  /// Says that the holder still lives. One that has run out is good again as long as nobody else
  /// took it.
  ///
  /// @return false when somebody else has taken over, or nothing was ever taken: stop acting
  public boolean renew(Duration span) {
    return database.write(() ->
        database.update(
                "UPDATE lease SET expires = ? WHERE name = ? AND token = ?",
                clock.instant().plus(span),
                NAME,
                fence.held())
            == 1);
  }

  /// Gives the right back, so that the next one need not wait. Only once nothing acts any more;
  /// whatever should still act all the same is refused as soon as somebody else has taken the
  /// right.
  public void release() {
    database.write(() ->
        database.update(
            "UPDATE lease SET expires = NULL WHERE name = ? AND token = ?", NAME, fence.held()));
  }

  /// The token that this open ledger got last, if it ever took the lease.
  public Optional<Long> token() {
    return Optional.of(fence.held()).filter(token -> token != Fence.NONE);
  }

  /// How the right stands, if it was ever taken.
  public Optional<Standing> standing() {
    return database.first(Lease::standing, "SELECT * FROM lease WHERE name = ?", NAME);
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getLong("token"),
        Objects.requireNonNull(row.getString("holder")),
        Optional.ofNullable(row.getString("expires")).map(Instant::parse));
  }

  private static String detail(long token, String holder) {
    String escaped = holder.replace("\\", "\\\\").replace("\"", "\\\"");
    return "{\"token\":%d,\"holder\":\"%s\"}".formatted(token, escaped);
  }
}
