package io.evenkeel.ledger;

import io.evenkeel.ledger.Chain.Link;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Checks the chain of a ledger against its lines, all of it as of one moment, while others may go
/// on writing. Nothing is changed.
public final class Audit {
  private static final int BATCH = 1000;

  private final Database database;
  private final Chain chain;
  private final Seal seal;

  Audit(Database database, Seal seal) {
    this.database = database;
    this.seal = seal;
    this.chain = new Chain(database, Clock.systemUTC(), seal, new Fence(database));
  }

  /// A run of links.
  ///
  /// @param from the number of the first
  /// @param to the number of the last
  public record Span(long from, long to) {
    @Override
    public String toString() {
      return from == to ? "link " + from : "links %d to %d".formatted(from, to);
    }
  }

  /// What came of it.
  public sealed interface Verdict {
    /// Every line is as it was written, and none is missing.
    ///
    /// @param head the newest link, to be noted elsewhere: that the end of a chain was cut off
    ///   shows only by a head that was noted before
    /// @param links how many links were checked
    /// @param removed the number of the last link that retention removed; 0 for none
    /// @param sealedSince the first link that is sealed with the key; empty without a key
    record Intact(Head head, long links, long removed, OptionalLong sealedSince)
        implements Verdict {
      /// The links that have no seal of their own. The first sealed one vouches for them: its hash,
      /// which only the key makes, is over the hash of the link before it.
      public Optional<Span> vouchedFor() {
        return sealedSince.stream()
            .filter(first -> first > removed + 1)
            .mapToObj(first -> new Span(removed + 1, first - 1))
            .findFirst();
      }
    }

    /// There is a key, and no link is sealed with it: either nobody has opened the ledger with it
    /// yet, or somebody has made the whole chain anew without it.
    ///
    /// @param links all links
    record Unsealed(Span links) implements Verdict {}

    /// Something is not as it was written.
    ///
    /// @param line the first line that is not, for instance `journal entry 17`
    /// @param reason what is wrong with it
    record Altered(String line, String reason) implements Verdict {}
  }

  /// Checks a ledger that need not be open.
  ///
  /// @param file the database file, where the settings name no other place
  /// @param settings where it is and how it is sealed
  /// @param noted a head that was noted earlier and must still be in the chain, if there is one
  /// @throws LedgerException when there is no ledger, it cannot be read, has no chain yet, or is
  ///   sealed and no key is set
  public static Verdict verify(Path file, LedgerSettings settings, Optional<Head> noted) {
    Place place = Ledger.place(file, settings);
    if (!Ledger.exists(file, settings)) {
      throw new LedgerException("there is no ledger " + place.shown());
    }
    try (Database database = new Database(place)) {
      return new Audit(database, Seal.of(settings.key())).verify(noted);
    }
  }

  /// Checks it all.
  Verdict verify(Optional<Head> noted) {
    return database.read(() -> {
      int version = Schema.version(database);
      if (version < Schema.CHAINED) {
        throw new LedgerException(
            "the ledger %s has no chain yet: an older program wrote it; start this one over it once"
                .formatted(database.place().shown()));
      }
      return new Run(noted).verdict();
    });
  }

  /// One walk along the chain.
  private final class Run {
    private final Optional<Head> noted;
    private final Map<String, Long> revisions = new HashMap<>();
    private Head last = Head.START;
    private long removed;
    private long links;
    private OptionalLong sealedSince = OptionalLong.empty();

    Run(Optional<Head> noted) {
      this.noted = noted;
    }

    Verdict verdict() throws SQLException {
      Optional<Verdict.Altered> altered = begin();
      while (altered.isEmpty()) {
        List<Link> batch = chain.after(last.sequence(), BATCH);
        if (batch.isEmpty()) {
          altered = incidents().or(this::unlinked).or(this::cutOff);
          break;
        }
        altered = check(batch);
      }
      if (altered.isPresent()) {
        return altered.get();
      }
      boolean sealable = !seal.name().equals(Seal.OPEN) && links > 0;
      return sealable && sealedSince.isEmpty()
          ? new Verdict.Unsealed(new Span(removed + 1, last.sequence()))
          : new Verdict.Intact(last, links, removed, sealedSince);
    }

    /// Where old links were removed, a later one says which was the last of them.
    private Optional<Verdict.Altered> begin() {
      long first =
          database
              .query(row -> row.getLong(1), "SELECT coalesce(min(sequence), 1) FROM chain")
              .getFirst();
      if (first == 1) {
        return Optional.empty();
      }
      removed = first - 1;
      Optional<String> hash =
          database.first(
              row -> row.getString(1),
              "SELECT digest FROM chain WHERE kind = ? AND name = '' AND number = ?",
              Kind.CHECKPOINT,
              removed);
      hash.ifPresent(found -> last = new Head(removed, found));
      if (noted.isPresent()
          && noted.get().sequence() <= removed
          && !noted.equals(hash.map(_ -> last))) {
        return altered(
            "link " + noted.get().sequence(),
            noted.get().sequence() == removed
                ? "its hash is another one than was noted; the chain was made anew"
                : "retention removed it, so what was noted can no longer be checked; note a newer head");
      }
      return hash.isPresent()
          ? Optional.empty()
          : altered("link " + removed, "it and all before it are gone, and no checkpoint says so");
    }

    private Optional<Verdict.Altered> check(List<Link> batch) {
      Map<Kind, Map<Kind.Line, String>> lines = new HashMap<>();
      for (Kind kind : Kind.LINES) {
        Map<Kind.Line, String> digests = new HashMap<>();
        database
            .query(
                row -> Map.entry(Kind.line(row), kind.digest(row, 2)),
                kind.between(),
                last.sequence(),
                batch.getLast().sequence())
            .forEach(found -> digests.put(found.getKey(), found.getValue()));
        lines.put(kind, digests);
      }
      for (Link link : batch) {
        Optional<Verdict.Altered> altered =
            link(link).or(() -> line(link, lines.getOrDefault(link.kind(), Map.of())));
        if (altered.isPresent()) {
          return altered;
        }
        last = new Head(link.sequence(), link.hash());
        links++;
      }
      return Optional.empty();
    }

    private Optional<Verdict.Altered> link(Link link) {
      if (link.sequence() != last.sequence() + 1) {
        return altered("link " + (last.sequence() + 1), "it is gone from the chain");
      }
      if (link.seal().equals(Seal.OPEN)) {
        if (sealedSince.isPresent()) {
          return altered(
              name(link),
              "%s: written without the key after link %d was sealed with it"
                  .formatted(
                      unsealedFrom(link.sequence()) + " without a seal", link.sequence() - 1));
        }
      } else if (sealedSince.isEmpty()) {
        sealedSince = OptionalLong.of(link.sequence());
        if (links > 0 && link.kind() != Kind.SEALED) {
          return altered(
              new Span(removed + 1, last.sequence()).toString(),
              "the seals were taken away: who takes a key says so with the first link that he seals, and link %d is none of that kind"
                  .formatted(link.sequence()));
        }
      }
      Optional<String> due = link.due(seal, last.hash());
      if (due.isEmpty() && seal.name().equals(Seal.OPEN)) {
        throw new LedgerException(
            "the ledger %s is sealed with a key from link %d on; set EVENKEEL_LEDGER_KEY to check it"
                .formatted(database.place().shown(), link.sequence()));
      }
      if (due.isEmpty()) {
        return altered(name(link), "it bears the seal of another key");
      }
      return due.get().equals(link.hash())
          ? noted(link)
          : altered(name(link), "its hash does not follow from the link before");
    }

    /// The links without a seal that begin with this one.
    private Span unsealedFrom(long sequence) {
      return database
          .query(
              row -> new Span(sequence, row.getLong(1)),
              "SELECT coalesce((SELECT min(sequence) - 1 FROM chain WHERE sequence > ? AND seal <> ''),"
                  + " (SELECT max(sequence) FROM chain))",
              sequence)
          .getFirst();
    }

    private Optional<Verdict.Altered> noted(Link link) {
      return noted
          .filter(head -> head.sequence() == link.sequence() && !head.hash().equals(link.hash()))
          .flatMap(head ->
              altered(
                  name(link), "its hash is another one than was noted; the chain was made anew"));
    }

    private Optional<Verdict.Altered> line(Link link, Map<Kind.Line, String> digests) {
      String found = digests.get(link.line());
      return switch (link.kind()) {
        case CHECKPOINT, SEALED -> Optional.empty();
        // Earlier revisions are not kept; the latest is looked at in the end.
        case INCIDENT -> {
          revisions.merge(link.line().name(), link.line().number(), Math::max);
          yield found == null || found.equals(link.digest())
              ? Optional.empty()
              : altered(link.kind().describe(link.line()), "it was altered");
        }
        case JOURNAL, VERSION, ALIAS -> {
          String line = link.kind().describe(link.line());
          if (found == null) {
            yield altered(line, "it is gone; its link was made at " + link.time());
          }
          yield found.equals(link.digest())
              ? Optional.empty()
              : altered(line, "it was altered after its link was made at " + link.time());
        }
      };
    }

    private Optional<Verdict.Altered> incidents() {
      for (Map.Entry<String, Long> known : revisions.entrySet()) {
        Kind.Line line = new Kind.Line(known.getKey(), known.getValue());
        if (chain.digest(Kind.INCIDENT, line).isEmpty()) {
          return altered(
              Kind.INCIDENT.describe(line), "it is gone, or was set back to an earlier revision");
        }
      }
      return Optional.empty();
    }

    private Optional<Verdict.Altered> unlinked() {
      for (Kind kind : Kind.LINES) {
        Optional<Kind.Line> line = database.first(Kind::line, kind.unlinked());
        if (line.isPresent()) {
          return altered(kind.describe(line.get()), "the chain does not know it: it was put in");
        }
      }
      return Optional.empty();
    }

    private Optional<Verdict.Altered> cutOff() {
      return noted
          .filter(head -> head.sequence() > last.sequence())
          .flatMap(head ->
              altered(
                  "link " + (last.sequence() + 1),
                  "the chain ends before it, but went on to link %d when its head was noted"
                      .formatted(head.sequence())));
    }

    private String name(Link link) {
      return "link %d (%s)".formatted(link.sequence(), link.kind().describe(link.line()));
    }

    private Optional<Verdict.Altered> altered(String line, String reason) {
      return Optional.of(new Verdict.Altered(line, reason));
    }
  }
}
