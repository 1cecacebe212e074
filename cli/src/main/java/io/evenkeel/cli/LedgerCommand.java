package io.evenkeel.cli;

import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Audit;
import io.evenkeel.ledger.Backup;
import io.evenkeel.ledger.Head;
import io.evenkeel.ledger.Lease;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.LedgerSettings;
import io.evenkeel.ledger.Versions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the ledger, checks it, asks it about the past, and copies it.
@Command(
    name = "ledger",
    description = "Shows where the ledger is, its head, and who has the right to act.")
final class LedgerCommand implements Callable<Integer> {
  private static final int ALTERED = 3;
  private static final String CHAMPION = "champion";

  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    try (Ledger ledger = open(options)) {
      Optional<Lease.Standing> lease = ledger.lease().standing();
      print(
          spec,
          "ledger  " + ledger.place(),
          "head    " + ledger.head().text(),
          "sealed  "
              + (options.settings().ledger().key().isPresent() ? "with a key" : "without a key"),
          "lease   " + lease.map(LedgerCommand::describe).orElse("never taken"));
      return 0;
    }
  }

  private static String describe(Lease.Standing standing) {
    return "token %d, %s, %s"
        .formatted(
            standing.token(),
            standing.holder(),
            standing.until().map(until -> "until " + until).orElse("given back"));
  }

  @Command(
      name = "verify",
      description = {
        "Checks that no line of the ledger was altered, removed or put in.",
        "Exit code 0 when it is intact, 3 when not; the first altered line is named.",
        "With a key also 3 when links have no seal that none with a seal vouches for."
      })
  int verify(
      @Mixin HomeOptions home,
      @Option(
              names = "--head",
              paramLabel = "NUMBER:HASH",
              description =
                  "A head that was noted earlier, from ledger, the metrics or a post-mortem: shows"
                      + " also whether the end of the ledger was cut off or all of it made anew.")
          @Nullable String head) {
    return verdict(
        Audit.verify(
            home.home().ledger(),
            home.settings().ledger(),
            Optional.ofNullable(head).map(Head::parse)));
  }

  private int verdict(Audit.Verdict verdict) {
    return switch (verdict) {
      case Audit.Verdict.Intact intact -> {
        String removed =
            intact.removed() == 0
                ? ""
                : ", those up to %d were removed by retention".formatted(intact.removed());
        String sealed =
            intact.sealedSince().isPresent()
                ? "with the key since link "
                    + intact.sealedSince().getAsLong()
                    + intact
                        .vouchedFor()
                        .map(", which vouches for %s without a seal"::formatted)
                        .orElse("")
                : "not sealed: whoever can write the ledger could make it anew; see ledger.key";
        print(
            spec,
            "intact  %d links%s".formatted(intact.links(), removed),
            "head    " + intact.head().text(),
            "sealed  " + sealed);
        yield 0;
      }
      case Audit.Verdict.Unsealed(Audit.Span links) -> {
        print(
            spec,
            "UNSEALED %s: none has a seal, though there is a key".formatted(links),
            "If the key is new, start a process with it once: it seals what comes, which vouches"
                + " for these as they stand. If it is not, somebody took the seals away: compare"
                + " with a head that was noted (--head), or restore a backup.");
        yield ALTERED;
      }
      case Audit.Verdict.Altered(String line, String reason) -> {
        print(spec, "ALTERED  %s: %s".formatted(line, reason));
        yield ALTERED;
      }
    };
  }

  @Command(
      name = "at",
      description = {
        "Says which version served at a time, since when, and why.",
        "Exit code 1 when none did yet."
      })
  int at(
      @Mixin HomeOptions home,
      @Parameters(
              paramLabel = "TIME",
              description =
                  "For instance 2026-11-27T14:00:00Z, 2026-11-27T19:30+05:30; without an offset it"
                      + " is UTC, and a day alone is its beginning.")
          String time) {
    Instant moment = moment(time);
    try (Ledger ledger = open(home)) {
      if (moment.isAfter(Clock.systemUTC().instant())) {
        throw new IllegalArgumentException(
            "%s is to come; nobody knows what serves then".formatted(moment));
      }
      Optional<Aliases.Term> served = ledger.aliases().at(CHAMPION, moment);
      if (served.isEmpty()) {
        print(spec, "no version served at " + moment);
        return 1;
      }
      Aliases.Fact fact = served.get().fact();
      Optional<Versions.Fact> version = ledger.versions().find(fact.version());
      Optional<Aliases.Fact> before =
          ledger.aliases().at(CHAMPION, fact.since().minusNanos(1)).map(Aliases.Term::fact);
      print(
          spec,
          "%s served at %s".formatted(fact.version(), moment),
          "since   " + fact.since(),
          "until   " + served.get().until().map(Instant::toString).orElse("now"),
          "why     " + fact.why(),
          "by      " + (fact.key().isEmpty() ? "a person" : "the agent, as " + fact.key()),
          "before  " + before.map(Aliases.Fact::version).orElse("none"),
          "digest  " + version.map(Versions.Fact::digest).orElse("-"),
          "made    %s of %s"
              .formatted(
                  version.map(made -> made.recorded().toString()).orElse("-"),
                  version.flatMap(Versions.Fact::parent).orElse("no other version")));
      return 0;
    }
  }

  @Command(
      name = "backup",
      description = {
        "Writes the whole ledger into one file, also while it is in use.",
        "Exit code 3 when the ledger was altered; it is copied all the same."
      })
  int backup(
      @Mixin HomeOptions home,
      @Parameters(paramLabel = "FILE", description = "The file to make; must not exist.")
          Path file) {
    int code =
        verdict(
            Backup.write(home.home().ledger(), home.settings().ledger(), file, Clock.systemUTC()));
    print(spec, "written " + file.toAbsolutePath());
    return code;
  }

  @Command(
      name = "restore",
      description = {
        "Puts the ledger of a backup in the place of the one that stands, which is kept.",
        "Refused while a process has the ledger open, and when the backup was altered."
      })
  int restore(
      @Mixin HomeOptions home,
      @Parameters(paramLabel = "FILE", description = "What backup wrote.") Path file) {
    Backup.Restored restored =
        Backup.restore(
            file, home.home().create().ledger(), home.settings().ledger(), Clock.systemUTC());
    print(
        spec,
        "restored " + file.toAbsolutePath(),
        "head     " + restored.head().text(),
        "kept     "
            + restored.kept().map(Path::toString).orElse("nothing, there was no ledger before"));
    return 0;
  }

  private static Ledger open(HomeOptions options) {
    LedgerSettings settings = options.settings().ledger();
    Path file = options.home().ledger();
    if (!Ledger.exists(file, settings)) {
      throw new IllegalArgumentException(
          "there is no ledger " + file + "; name another home with --home");
    }
    return Ledger.open(file, settings, Clock.systemUTC());
  }

  private static void print(CommandSpec spec, String... lines) {
    PrintWriter out = spec.commandLine().getOut();
    for (String line : lines) {
      out.println(line);
    }
    out.flush();
  }

  /// Reads a time as people write it.
  static Instant moment(String text) {
    String upper = text.strip().replace(' ', 'T').toUpperCase(Locale.ROOT);
    try {
      if (upper.length() <= "2026-11-27".length()) {
        return LocalDate.parse(upper).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean offset =
          upper.endsWith("Z") || upper.substring(upper.indexOf('T') + 1).matches(".*[+-].*");
      return offset
          ? OffsetDateTime.parse(upper).toInstant()
          : LocalDateTime.parse(upper).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not a time: %s (write 2026-11-27T14:00:00Z, with an offset, or a day)".formatted(text),
          e);
    }
  }
}
