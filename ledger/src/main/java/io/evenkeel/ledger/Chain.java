package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The links that vouch for the lines of the ledger: each has the digest of one line and the hash
/// of the link before it, so that nothing can be altered, taken away or put in between unnoticed.
final class Chain {
  private static final int PAGE = 1000;

  private final Database database;
  private final Clock clock;
  private final Seal seal;
  private final Fence fence;

  Chain(Database database, Clock clock, Seal seal, Fence fence) {
    this.database = database;
    this.clock = clock;
    this.seal = seal;
    this.fence = fence;
  }

  /// One link.
  ///
  /// @param sequence its number, without gaps
  /// @param time when it was made
  /// @param kind what it vouches for
  /// @param line which one
  /// @param digest the digest of the line
  /// @param token the fencing token of who wrote it; 0 for none
  /// @param seal the name of the key that sealed it; empty for none
  /// @param hash over all of this and the hash before
  record Link(
      long sequence,
      String time,
      Kind kind,
      Kind.Line line,
      String digest,
      long token,
      String seal,
      String hash) {
    /// The hash that it should have after another; empty when it is sealed with another key.
    Optional<String> due(Seal with, String before) {
      return with.hash(
          seal, before, sequence, time, kind, line.name(), line.number(), digest, token, seal);
    }
  }

  /// The newest link.
  Head head() {
    return database
        .first(
            row -> new Head(row.getLong(1), row.getString(2)),
            "SELECT sequence, hash FROM chain ORDER BY sequence DESC LIMIT 1")
        .orElse(Head.START);
  }

  /// Vouches for a line as it stands now. Inside the transaction that wrote it.
  void vouch(Kind kind, String name, long number) throws SQLException {
    vouch(fence.held(), kind, name, number);
  }

  /// As [#vouch], in the name of a token that is only just being taken.
  void vouch(long token, Kind kind, String name, long number) throws SQLException {
    String digest =
        digest(kind, new Kind.Line(name, number))
            .orElseThrow(() -> new SQLException("the line to vouch for is not there"));
    append(token, kind, name, number, digest);
  }

  /// The digest of a line as it stands, if it is there.
  Optional<String> digest(Kind kind, Kind.Line line) {
    return database.first(row -> kind.digest(row, 0), kind.one(), line.name(), line.number());
  }

  /// Appends a link with a given digest. Inside a transaction that writes.
  void append(long token, Kind kind, String name, long number, String digest) throws SQLException {
    append(List.of(new Entry(kind, new Kind.Line(name, number), digest, token)));
  }

  /// What a link is to vouch for.
  ///
  /// @param kind what it is
  /// @param line which one
  /// @param digest its digest
  /// @param token the fencing token of who wrote it; 0 for none
  record Entry(Kind kind, Kind.Line line, String digest, long token) {}

  /// Appends links. Inside a transaction that writes.
  void append(List<Entry> entries) throws SQLException {
    Head head = head();
    List<Object[]> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Link open =
          new Link(
              head.sequence() + 1,
              clock.instant().toString(),
              entry.kind(),
              entry.line(),
              entry.digest(),
              entry.token(),
              seal.name(),
              "");
      head = new Head(open.sequence(), open.due(seal, head.hash()).orElseThrow());
      rows.add(
          new Object[] {
            open.sequence(),
            open.time(),
            open.kind(),
            open.line().name(),
            open.line().number(),
            open.digest(),
            open.token(),
            open.seal(),
            head.hash()
          });
    }
    database.updates(
        "INSERT INTO chain (sequence, time, kind, name, number, digest, token, seal, hash)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  /// Vouches for all that an older program wrote without a chain.
  void takeIn() throws SQLException {
    for (Kind kind : Kind.LINES) {
      int taken = 0;
      List<Entry> page;
      do {
        page =
            database.query(
                row -> new Entry(kind, Kind.line(row), kind.digest(row, 2), fence.held()),
                kind.page(),
                PAGE,
                taken);
        append(page);
        taken += page.size();
      } while (page.size() == PAGE);
    }
  }

  /// Begins to seal where a key is used for the first time, and refuses to go on with another key
  /// than before.
  ///
  /// @return what whoever opens the ledger must hear: that links without a seal are vouched for
  ///   from now on. It is said once, as the newest link is sealed from then on
  /// @throws LedgerException when the newest link is sealed with another key, or there is none now
  Optional<String> begin() {
    if (newestSeal().equals(seal.name())) {
      return Optional.empty();
    }
    return database.write(this::beginAlone);
  }

  private Optional<String> beginAlone() throws SQLException {
    String newest = newestSeal();
    if (newest.equals(seal.name())) {
      return Optional.empty();
    }
    if (!newest.equals(Seal.OPEN)) {
      throw new LedgerException(
          "the ledger %s is sealed with a key, and %s; set EVENKEEL_LEDGER_KEY to the one that it was sealed with"
              .formatted(
                  database.place().shown(),
                  seal.name().equals(Seal.OPEN) ? "none is set" : "ledger.key is another one"));
    }
    Optional<String> warning = unsealed();
    append(fence.held(), Kind.SEALED, "", 0, Seal.digest(Kind.SEALED));
    return warning;
  }

  private String newestSeal() {
    return database
        .first(row -> row.getString(1), "SELECT seal FROM chain ORDER BY sequence DESC LIMIT 1")
        .orElse(Seal.OPEN);
  }

  /// What is to be said of links without a seal at the end of the chain, where a key is set.
  private Optional<String> unsealed() {
    long newest = head().sequence();
    if (newest == 0) {
      return Optional.empty();
    }
    long sealed = number("SELECT coalesce(max(sequence), 0) FROM chain WHERE seal <> ''");
    if (sealed > 0) {
      return Optional.of(
          "%s of the ledger %s written without the key although link %d is sealed: somebody else wrote them; run ledger verify and restore a backup"
              .formatted(new Audit.Span(sealed + 1, newest), database.place().shown(), sealed));
    }
    return Optional.of(
        "%s of the ledger %s without a seal; they are vouched for as they stand now by link %d, the first with one. Where the key is not new, somebody has taken the seals away: compare with a head that was noted elsewhere (ledger verify --head NUMBER:HASH) or restore a backup"
            .formatted(
                new Audit.Span(number("SELECT min(sequence) FROM chain"), newest),
                database.place().shown(),
                newest + 1));
  }

  private long number(String sql) {
    return database.query(row -> row.getLong(1), sql).getFirst();
  }

  /// The links after a number, in order.
  List<Link> after(long sequence, int limit) {
    return database.query(
        Chain::link,
        "SELECT * FROM chain WHERE sequence > ? ORDER BY sequence LIMIT ?",
        sequence,
        limit);
  }

  /// The number of the newest link that was made before a moment; 0 for none.
  long newestBefore(Instant moment) {
    return database
        .query(
            row -> row.getLong(1),
            "SELECT coalesce(max(sequence), 0) FROM chain WHERE time < ?",
            moment)
        .getFirst();
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getLong("sequence"),
        row.getString("time"),
        Kind.valueOf(row.getString("kind")),
        new Kind.Line(row.getString("name"), row.getLong("number")),
        row.getString("digest"),
        row.getLong("token"),
        row.getString("seal"),
        row.getString("hash"));
  }
}
