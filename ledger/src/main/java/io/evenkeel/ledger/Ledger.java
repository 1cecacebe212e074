package io.evenkeel.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The facts that must survive: a file (SQLite with a write-ahead log) or a PostgreSQL database,
/// every commit on disk before it returns. Several processes may open the same; one waits up to
/// five seconds for another.
///
/// Every line of the journal, of the versions, of the moves of an alias and of the incidents is
/// vouched for by a link of one chain of hashes, which [Audit] checks.
///
/// Safe for use by many threads: one connection, used under one lock. Every method of the parts
/// throws [LedgerException] when the database cannot be read or written.
public final class Ledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Database database;
  private final Chain chain;
  private final Retention retention;
  private final Journal journal;
  private final Versions versions;
  private final Aliases aliases;
  private final Incidents incidents;
  private final Outbox outbox;
  private final Heartbeats heartbeats;
  private final Cursors cursors;
  private final Lease lease;
  private final Servers servers;

  private Ledger(Database database, Seal seal, Clock clock) {
    Fence fence = new Fence(database);
    this.database = database;
    this.chain = new Chain(database, clock, seal, fence);
    this.journal = new Journal(database, clock, chain, fence);
    this.versions = new Versions(database, clock, chain, fence);
    this.aliases = new Aliases(database, clock, chain, fence);
    this.incidents = new Incidents(database, clock, chain, journal, fence);
    this.outbox = new Outbox(database, clock, fence);
    this.heartbeats = new Heartbeats(database, clock);
    this.cursors = new Cursors(database);
    this.lease = new Lease(database, journal, fence, clock);
    this.retention = new Retention(database, chain, journal, fence, seal);
    this.servers = new Servers(database, clock);
  }

  /// Opens a ledger in a file without a key, making it and its directory if there is none.
  ///
  /// @param file the database file
  /// @param clock gives every fact its time
  /// @throws LedgerException when the file cannot be opened, is damaged, is not a ledger, was
  ///   sealed with a key, or was written by a newer program
  public static Ledger open(Path file, Clock clock) {
    return open(file, LedgerSettings.defaults(), clock);
  }

  /// Opens a ledger, making it if there is none. One that an older program wrote is brought up to
  /// date.
  ///
  /// @param file the database file, where the settings name no other place
  /// @param settings where it is and how it is sealed
  /// @param clock gives every fact its time
  /// @throws LedgerException when it cannot be opened, is damaged, is not a ledger, was sealed with
  ///   another key, or was written by a newer program
  public static Ledger open(Path file, LedgerSettings settings, Clock clock) {
    return open(place(file, settings), settings, clock);
  }

  static Ledger open(Place place, LedgerSettings settings, Clock clock) {
    Database database = new Database(place);
    try {
      Ledger ledger = new Ledger(database, Seal.of(settings.key()), clock);
      Schema.migrate(database, ledger.chain);
      List<String> damage = place.damage(database);
      if (!damage.isEmpty()) {
        throw new LedgerException(
            "the ledger "
                + place.shown()
                + " is damaged: "
                + damage
                + "; restore it from a backup");
      }
      ledger.chain.begin().ifPresent(LOG::warn);
      return ledger;
    } catch (LedgerException e) {
      database.close();
      throw e;
    }
  }

  /// Whether there is something to open; a server is taken to have it.
  ///
  /// @param file the database file, where the settings name no other place
  /// @param settings where it is
  public static boolean exists(Path file, LedgerSettings settings) {
    return settings.url().isPresent() || Files.exists(file);
  }

  /// Where it is, as people may read it: without a login.
  public String place() {
    return database.place().shown();
  }

  /// Where the settings say that the ledger is.
  static Place place(Path file, LedgerSettings settings) {
    return settings
        .url()
        .<Place>map(Postgres::at)
        .orElseGet(() -> new Sqlite(file.toAbsolutePath()));
  }

  /// What was intended, done and noted.
  public Journal journal() {
    return journal;
  }

  /// The versions that were made.
  public Versions versions() {
    return versions;
  }

  /// Which version each alias names, now and earlier.
  public Aliases aliases() {
    return aliases;
  }

  /// The incidents.
  public Incidents incidents() {
    return incidents;
  }

  /// What is to be told to other systems.
  public Outbox outbox() {
    return outbox;
  }

  /// When each process was last alive.
  public Heartbeats heartbeats() {
    return heartbeats;
  }

  /// How far those who follow the facts have come.
  public Cursors cursors() {
    return cursors;
  }

  /// What each server answers with.
  public Servers servers() {
    return servers;
  }

  /// The right to act over this ledger.
  public Lease lease() {
    return lease;
  }

  /// The newest link of the chain. Reads one row.
  public Head head() {
    return chain.head();
  }

  /// Removes what is old from the journal: entries from before a moment that belong to no incident,
  /// or to one that has ended and not changed since that moment. Announced effects without an end
  /// stay, and so does the newest entry of each step and phase. The chain stays whole. Checks the
  /// whole chain before it removes anything, so once a day is often enough.
  ///
  /// @param before the moment
  /// @param ended the states of incidents that have ended
  /// @throws LedgerException when something in the ledger was altered; nothing is removed then
  /// @return how many entries were removed
  public int retain(Instant before, Set<String> ended) {
    return retention.remove(before, ended);
  }

  /// Notes that this ledger was restored, and lets no token be given out twice.
  ///
  /// @param token the newest token of the ledger whose place it takes
  Head restored(long token) {
    return database.write(() -> {
      Head before = chain.head();
      database.update(
          "INSERT INTO lease (name, token, holder, expires) VALUES (?, ?, 'restored', NULL)"
              + " ON CONFLICT (name) DO UPDATE SET expires = NULL, token ="
              + " CASE WHEN lease.token < excluded.token THEN excluded.token ELSE lease.token END",
          Lease.NAME,
          token);
      journal.note("", "ledger", "restored", "{\"head\":\"%s\"}".formatted(before.text()));
      return chain.head();
    });
  }

  Database database() {
    return database;
  }

  /// A statement that gives one text, as the tests ask for.
  String text(String sql) {
    return database.query(row -> row.getString(1), sql).getFirst();
  }

  /// Closes the database; what was committed stays. Using a part afterwards is an error.
  @Override
  public void close() {
    database.close();
  }
}
