package io.evenkeel.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of a whole ledger in one file, which is a ledger in SQLite wherever the original lies. So
/// a backup also carries a ledger from a file to PostgreSQL, or back.
public final class Backup {
  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
  private static final List<String> BESIDE = List.of("-wal", "-shm");

  private Backup() {}

  /// Writes a backup, all of it as of one moment, while others may go on writing.
  ///
  /// @param file the database file of the ledger, where the settings name no other place
  /// @param settings where it is and how it is sealed
  /// @param to the file to make; must not exist
  /// @param clock the present
  /// @throws LedgerException when there is no ledger, or the file exists or cannot be written
  /// @return what the chain of the copy says: a copy of an altered ledger is made all the same
  public static Audit.Verdict write(Path file, LedgerSettings settings, Path to, Clock clock) {
    Place place = Ledger.place(file, settings);
    requireThere(place);
    Path target = to.toAbsolutePath();
    requireAbsent(target);
    Path part = beside(target, ".part");
    try (Ledger ledger = Ledger.open(place, settings, clock)) {
      Audit.Verdict verdict = copy(ledger.database(), part, settings, clock);
      move(part, target);
      return verdict;
    } finally {
      discard(part);
    }
  }

  /// What was restored.
  ///
  /// @param head the newest link, which vouches for the note of the restoration
  /// @param kept where what stood before now lies; empty when nothing did
  public record Restored(Head head, Optional<Path> kept) {}

  /// Puts the ledger of a backup in the place of the one that stands, which is kept in a file
  /// beside `file`. The journal notes it, and the fencing token is the highest that either knew.
  ///
  /// @param from the backup
  /// @param file the database file of the ledger, where the settings name no other place
  /// @param settings where it is and how it is sealed
  /// @param clock the present
  /// @throws LedgerException when the backup is missing, altered or sealed with another key, or
  ///   when somebody has the ledger open; nothing was changed then
  public static Restored restore(Path from, Path file, LedgerSettings settings, Clock clock) {
    requireThere(new Sqlite(from.toAbsolutePath()));
    Path home = file.toAbsolutePath();
    Path kept =
        home.resolveSibling(
            "ledger-before-%s.db"
                .formatted(
                    clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "")));
    requireAbsent(kept);
    Path fresh = beside(home, ".restoring");
    try {
      duplicate(from.toAbsolutePath(), fresh);
      Place place = Ledger.place(file, settings);
      return switch (place) {
        case Sqlite sqlite -> intoFile(from, fresh, sqlite, kept, settings, clock);
        case Postgres postgres -> intoServer(from, fresh, postgres, kept, settings, clock);
      };
    } finally {
      discard(fresh);
    }
  }

  private static Restored intoFile(
      Path from, Path fresh, Sqlite place, Path kept, LedgerSettings settings, Clock clock) {
    boolean stood = Files.exists(place.file());
    long token = stood ? tokenOfClosed(place) : Fence.NONE;
    Head head;
    try (Ledger ledger = sound(from, fresh, settings, clock)) {
      head = ledger.restored(token);
      ledger.database().place().excludeOthers(ledger.database());
    }
    if (stood) {
      move(place.file(), kept);
      BESIDE.stream().map(end -> beside(place.file(), end)).forEach(Backup::remove);
    }
    move(fresh, place.file());
    return new Restored(head, stood ? Optional.of(kept) : Optional.empty());
  }

  private static Restored intoServer(
      Path from, Path fresh, Postgres place, Path kept, LedgerSettings settings, Clock clock) {
    try (Ledger ledger = sound(from, fresh, settings, clock);
        Database standing = new Database(place)) {
      requireClosed(standing);
      boolean stood = standing.read(() -> Schema.version(standing)) > 0;
      Schema.migrate(standing, chain(standing, settings, clock));
      if (stood) {
        copy(standing, kept, settings, clock);
      }
      Head head = ledger.restored(token(standing));
      Transfer.copy(ledger.database(), standing);
      return new Restored(head, stood ? Optional.of(kept) : Optional.empty());
    }
  }

  /// The ledger of a backup, if its chain is whole.
  private static Ledger sound(Path from, Path fresh, LedgerSettings settings, Clock clock) {
    LedgerSettings local =
        new LedgerSettings(Optional.empty(), settings.key(), settings.retention());
    Ledger ledger = Ledger.open(fresh, local, clock);
    Audit.Verdict verdict =
        new Audit(ledger.database(), Seal.of(settings.key())).verify(Optional.empty());
    if (verdict instanceof Audit.Verdict.Altered(String line, String reason)) {
      ledger.close();
      throw new LedgerException("%s is not restored: %s: %s".formatted(from, line, reason));
    }
    return ledger;
  }

  /// The token of a file that nobody has open. A file that cannot be read any more is what backups
  /// are for, so it has none.
  private static long tokenOfClosed(Sqlite place) {
    try (Database standing = new Database(place)) {
      try {
        boolean closed = standing.place().excludeOthers(standing);
        if (closed) {
          return standing.read(() -> Schema.version(standing)) < Schema.CHAINED
              ? Fence.NONE
              : token(standing);
        }
      } catch (LedgerException e) {
        LOG.warn("what stands cannot be read and is only kept: {}", e.getMessage());
        return Fence.NONE;
      }
      throw inUse(place);
    }
  }

  private static void requireClosed(Database standing) {
    if (!standing.place().excludeOthers(standing)) {
      throw inUse(standing.place());
    }
  }

  private static LedgerException inUse(Place place) {
    return new LedgerException(
        "the ledger "
            + place.shown()
            + " is in use; stop every process over it first: server, monitor and agent");
  }

  private static long token(Database database) {
    return database
        .first(row -> row.getLong(1), "SELECT token FROM lease WHERE name = ?", Lease.NAME)
        .orElse(Fence.NONE);
  }

  private static Audit.Verdict copy(Database from, Path to, LedgerSettings settings, Clock clock) {
    discard(to);
    try (Database copy = new Database(new Sqlite(to))) {
      Schema.migrate(copy, chain(copy, settings, clock));
      Transfer.copy(from, copy);
      // One file, without a log beside it.
      copy.place().excludeOthers(copy);
      return new Audit(copy, Seal.of(settings.key())).verify(Optional.empty());
    }
  }

  private static Chain chain(Database database, LedgerSettings settings, Clock clock) {
    return new Chain(database, clock, Seal.of(settings.key()), new Fence(database));
  }

  /// Copies a file and the log beside it, so that the backup itself is only read.
  private static void duplicate(Path from, Path to) {
    discard(to);
    try {
      if (to.getParent() != null) {
        Files.createDirectories(to.getParent());
      }
      Files.copy(from, to);
      if (Files.exists(beside(from, "-wal"))) {
        Files.copy(beside(from, "-wal"), beside(to, "-wal"));
      }
    } catch (IOException e) {
      throw new LedgerException("cannot copy " + from + " to " + to, e);
    }
  }

  private static void requireThere(Place place) {
    if (place instanceof Sqlite(Path file) && Files.notExists(file)) {
      throw new LedgerException("there is no ledger " + file);
    }
  }

  private static void requireAbsent(Path file) {
    if (Files.exists(file)) {
      throw new LedgerException(file + " exists already; name another file");
    }
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  private static void move(Path from, Path to) {
    try {
      try (FileChannel channel = FileChannel.open(from, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LedgerException("cannot move " + from + " to " + to, e);
    }
  }

  private static void discard(Path file) {
    remove(file);
    BESIDE.stream().map(end -> beside(file, end)).forEach(Backup::remove);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LedgerException("cannot delete " + file, e);
    }
  }
}
