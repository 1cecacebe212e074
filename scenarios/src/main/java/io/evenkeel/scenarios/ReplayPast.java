package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.app.Home;
import io.evenkeel.events.EventReader;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Backup;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.LedgerSettings;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a home has recorded, read without touching it: the ledger is read from a copy.
///
/// @param schema the features
/// @param events the predictions and labels
/// @param reports the reports of the span, oldest first
/// @param champions all that has served, oldest first
/// @param versions all recorded versions
/// @param decisions what was decided, by the id of the report; the last where there were several
record ReplayPast(
    FeatureSchema schema,
    EventReader events,
    List<CheckReport> reports,
    List<Aliases.Fact> champions,
    Map<String, Versions.Fact> versions,
    Map<String, AgentFact.Decided> decisions) {
  private static final String CHAMPION = "champion";

  /// Reads.
  ///
  /// @param settings where the ledger is, and how it is sealed
  /// @param scratch an existing directory for the copy of the ledger
  /// @param until inclusive; later reports are left out
  static ReplayPast of(
      Home home, LedgerSettings settings, Path scratch, Instant from, Instant until) {
    FeatureSchema schema = SchemaFile.read(home.schema());
    Map<String, Versions.Fact> versions = new HashMap<>();
    Map<String, AgentFact.Decided> decisions = new HashMap<>();
    Clock clock = Clock.systemUTC();
    Path copy =
        settings.url().isPresent() ? backup(home, settings, scratch, clock) : copy(home, scratch);
    LedgerSettings here =
        new LedgerSettings(Optional.empty(), settings.key(), settings.retention());
    try (Ledger ledger = Ledger.open(copy, here, clock)) {
      ledger.versions().all().forEach(version -> versions.put(version.name(), version));
      AgentJournal journal = new AgentJournal(ledger.journal());
      for (JournalEntry entry : ledger.journal().after(0, Integer.MAX_VALUE)) {
        if (entry.step().equals("decision")
            && journal.read(entry).orElseThrow() instanceof AgentFact.Decided decided) {
          decisions.putIfAbsent(decided.report(), decided);
        }
      }
      return new ReplayPast(
          schema,
          new EventReader(home.events(), schema),
          new ReportStore(home.reports())
              .since(from).stream().filter(r -> !r.timestamp().isAfter(until)).toList(),
          ledger.aliases().history(CHAMPION),
          Map.copyOf(versions),
          Map.copyOf(decisions));
    }
  }

  /// The change of champion that stood at a moment.
  Optional<Aliases.Fact> championAt(Instant moment) {
    return champions.reversed().stream().filter(f -> !f.since().isAfter(moment)).findFirst();
  }

  private static Path backup(Home home, LedgerSettings settings, Path scratch, Clock clock) {
    Path copy = scratch.resolve("recorded.db");
    Backup.write(home.ledger(), settings, copy, clock);
    return copy;
  }

  private static Path copy(Home home, Path scratch) {
    Path copy = scratch.resolve("recorded.db");
    String name = home.ledger().getFileName().toString();
    if (Files.notExists(home.ledger())) {
      throw new IllegalArgumentException("there is no ledger to replay: " + home.ledger());
    }
    try {
      Files.copy(home.ledger(), copy);
      Path log = home.ledger().resolveSibling(name + "-wal");
      if (Files.exists(log)) {
        Files.copy(log, scratch.resolve("recorded.db-wal"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the ledger " + home.ledger(), e);
    }
  }
}
