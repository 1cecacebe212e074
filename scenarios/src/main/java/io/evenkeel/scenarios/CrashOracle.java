package io.evenkeel.scenarios;

import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.BundleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Counts the effects of one incident in the world, that is in the history of the champion, the
/// bundles and the alerts on disk, and holds them against what was meant and what was said.
///
/// An effect is *duplicate* when the same remedy took effect twice for the same incident on the
/// same evidence, under whatever keys, or was asked for twice under one key. What was never
/// announced is counted there too: nobody could tell it from a duplicate after a crash.
final class CrashOracle {
  private static final String CHAMPION = "champion";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Evenkeel evenkeel;
  private final Home home;
  private final CrashPlay play;
  private final int before;
  private final Journal journal;
  private final List<String> problems = new ArrayList<>();
  private int duplicates;
  private int forgotten;
  private int halves;

  /// @param before changes of champion that were made before the play
  private CrashOracle(Evenkeel evenkeel, Home home, CrashPlay play, int before) {
    this.evenkeel = evenkeel;
    this.home = home;
    this.play = play;
    this.before = before;
    this.journal = evenkeel.ledger().journal();
  }

  /// Judges a home whose agent has nothing more to do.
  ///
  /// @param asked the file of what the world was asked for
  /// @param over whether the last process ended by itself with every incident resolved
  static CrashTally judge(Home home, CrashPlay play, int before, Path asked, boolean over) {
    try (Evenkeel evenkeel = CrashHome.open(home)) {
      return new CrashOracle(evenkeel, home, play, before).judge(asked, over);
    }
  }

  private CrashTally judge(Path asked, boolean over) {
    List<Aliases.Fact> all = evenkeel.ledger().aliases().history(CHAMPION);
    List<Aliases.Fact> changes = all.subList(before, all.size());
    List<JsonNode> alerts = alerts();
    Map<String, List<String>> effects = new HashMap<>();
    for (Aliases.Fact change : changes) {
      effect(effects, change.key());
    }
    for (JsonNode alert : alerts) {
      effect(effects, alert.path("key").asString());
    }
    effects.forEach((meaning, keys) -> {
      if (keys.size() > 1) {
        duplicates += keys.size() - 1;
        problems.add("duplicate: " + meaning + " under " + keys);
      }
    });
    askedOnce(asked);
    toldAsSaid(alerts);
    incidents(over, changes);
    champion(changes);
    return new CrashTally(
        1,
        0,
        changes.size(),
        alerts.size(),
        repeats(alerts),
        leftovers(all),
        duplicates,
        forgotten,
        halves,
        problems.stream().map(problem -> play + ": " + problem).toList());
  }

  private void effect(Map<String, List<String>> effects, String key) {
    Optional<JournalEntry> intent = journal.intent(key);
    if (intent.isEmpty()) {
      duplicates++;
      problems.add("never announced: " + key);
      return;
    }
    String report = detail(intent.get()).path("report").asString("");
    String evidence = report.startsWith("verify-") ? "verification" : report;
    effects
        .computeIfAbsent(
            intent.get().incident() + " " + intent.get().step() + " on " + evidence,
            _ -> new ArrayList<>())
        .add(key);
  }

  private void askedOnce(Path asked) {
    Set<String> seen = new HashSet<>();
    try {
      for (String line : Files.exists(asked) ? Files.readAllLines(asked) : List.<String>of()) {
        if (line.startsWith("perform ") && !seen.add(line)) {
          duplicates++;
          problems.add("asked for twice: " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + asked, e);
    }
  }

  private void toldAsSaid(List<JsonNode> alerts) {
    Set<String> keys = new HashSet<>();
    alerts.forEach(alert -> keys.add(alert.path("key").asString()));
    for (JournalEntry entry : journal.after(0, Integer.MAX_VALUE)) {
      if (entry.phase() == Phase.DONE
          && entry.step().equals("alert")
          && !keys.contains(entry.key())) {
        forget(
            "the journal says that people were told under %s, and they were not"
                .formatted(entry.key()));
      }
    }
  }

  private void incidents(boolean over, List<Aliases.Fact> changes) {
    List<Incident> incidents =
        evenkeel.ledger().incidents().all().stream()
            .map(fact -> IncidentCodec.read(fact.detail()))
            .toList();
    if (incidents.size() > 1) {
      duplicates += incidents.size() - 1;
      problems.add("more than one incident: " + incidents.stream().map(Incident::id).toList());
    }
    if (incidents.isEmpty() || !over) {
      forget(incidents.isEmpty() ? "no incident was opened" : "not carried through " + incidents);
    }
    for (JournalEntry open : journal.openIntents()) {
      forget("never closed: " + open.key());
    }
    for (Incident incident : incidents) {
      List<JournalEntry> story = journal.of(incident.id());
      List<String> states =
          story.stream().filter(e -> e.step().equals("incident")).map(JournalEntry::code).toList();
      if (states.isEmpty()
          || !states.getFirst().equals("open")
          || !states.getLast().equals(incident.state().code())) {
        forget(
            "%s is %s, the journal says %s"
                .formatted(incident.id(), incident.state().code(), states));
      }
      if (story.stream().noneMatch(e -> e.phase() == Phase.DONE)) {
        forget("nothing was done about " + incident.id() + " and nobody was told");
      }
      boolean undone =
          changes.stream()
              .flatMap(change -> journal.intent(change.key()).stream())
              .anyMatch(intent -> verified(intent) && intent.step().equals("rollback"));
      if (undone
          && story.stream()
              .noneMatch(e -> verified(e) && e.step().equals("alert") && e.phase() == Phase.DONE)) {
        forget("nobody was told that the repair of " + incident.id() + " was undone");
      }
    }
  }

  private static boolean verified(JournalEntry entry) {
    return detail(entry).path("report").asString("").startsWith("verify-");
  }

  private void champion(List<Aliases.Fact> changes) {
    Set<String> keys = new HashSet<>();
    for (Aliases.Fact change : changes) {
      keys.add(change.key());
      if (journal.end(change.key()).filter(end -> end.phase() == Phase.DONE).isEmpty()) {
        half(
            "%s was promoted under %s, which the journal does not call done"
                .formatted(change.version(), change.key()));
      }
    }
    for (JournalEntry entry : journal.after(0, Integer.MAX_VALUE)) {
      boolean changed = entry.code().equals("promoted") || entry.code().equals("rolled_back");
      if (entry.phase() == Phase.DONE && changed && !keys.contains(entry.key())) {
        half("the journal calls %s done, but no champion was changed by it".formatted(entry.key()));
      }
    }
    evenkeel
        .registry()
        .serving()
        .ifPresentOrElse(serving -> open(serving.version()), () -> half("nothing serves"));
  }

  private void open(String version) {
    try {
      evenkeel.registry().openHere(version);
    } catch (BundleException e) {
      half(version + " is not whole: " + e.getMessage());
    }
  }

  private int leftovers(List<Aliases.Fact> changes) {
    Set<String> served = new HashSet<>();
    changes.forEach(change -> served.add(change.version()));
    List<Versions.Fact> never =
        evenkeel.registry().versions().stream()
            .filter(version -> !served.contains(version.name()))
            .toList();
    never.forEach(version -> open(version.name()));
    return never.size() + evenkeel.registry().unrecorded().size();
  }

  private static int repeats(List<JsonNode> alerts) {
    return Math.toIntExact(
        alerts.stream()
            .filter(alert -> alert.path("reasoning").asString("").startsWith("Repeated"))
            .count());
  }

  private List<JsonNode> alerts() {
    if (!Files.isDirectory(home.alerts())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.alerts())) {
      List<JsonNode> alerts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        alerts.add(JSON.readTree(Files.readAllBytes(file)));
      }
      return alerts;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the alerts", e);
    }
  }

  private static JsonNode detail(JournalEntry entry) {
    return JSON.readTree(entry.detail().isEmpty() ? "{}" : entry.detail());
  }

  private void forget(String problem) {
    forgotten++;
    problems.add("forgotten: " + problem);
  }

  private void half(String problem) {
    halves++;
    problems.add("half-promoted: " + problem);
  }
}
