package io.evenkeel.cli;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.console.FactText;
import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Ledger;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

/// Shows the incidents, or the story of one.
@Command(
    name = "incidents",
    description = "Shows the incidents of a home, or what was decided and done about one.",
    subcommands = {
      IncidentCommands.Show.class,
      IncidentCommands.Acknowledge.class,
      IncidentCommands.Resolve.class,
      IncidentCommands.OverrideNext.class,
      IncidentCommands.Suppress.class,
      IncidentCommands.Merge.class,
      IncidentCommands.PostMortemOf.class
    })
final class IncidentsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The incident whose story is told; without it all are listed.")
  private @Nullable String id;

  @Option(names = "--open", description = "List only those that are not resolved.")
  private boolean open;

  @Option(
      names = "--replay",
      description =
          "Read the stored conversations with a language model again, without a network, and say"
              + " whether each comes to the same; of one incident, or all of them. Exit code 1 when"
              + " one does not.")
  private boolean replay;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Evenkeel evenkeel = new Evenkeel(options.home(), options.settings(), Clock.systemUTC())) {
      Ledger ledger = evenkeel.ledger();
      List<Incident> all =
          ledger.incidents().all().stream()
              .map(fact -> IncidentCodec.read(fact.detail()))
              .filter(incident -> !open || !incident.resolved())
              .toList();
      if (replay) {
        return replay(ledger, all, out);
      }
      if (id == null) {
        all.forEach(incident -> out.println(line(incident)));
        if (all.isEmpty()) {
          out.println("no incidents");
        }
      } else {
        story(ledger, id, out);
      }
      out.flush();
      return 0;
    }
  }

  /// Prints an incident and what the journal says of it.
  static void story(Ledger ledger, String id, PrintWriter out) {
    Incident incident =
        ledger
            .incidents()
            .find(id)
            .map(fact -> IncidentCodec.read(fact.detail()))
            .orElseThrow(() -> unknown(id));
    out.println(line(incident));
    AgentJournal journal = new AgentJournal(ledger.journal());
    ledger.journal().of(id).stream()
        .map(journal::read)
        .flatMap(Optional::stream)
        .forEach(fact -> out.println(line(fact)));
  }

  private static IllegalArgumentException unknown(String id) {
    return new IllegalArgumentException("there is no incident " + id + "; incidents lists them");
  }

  private static Incident find(List<Incident> all, String id) {
    return all.stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  private int replay(Ledger ledger, List<Incident> incidents, PrintWriter out) {
    List<StoredConversation> stored = StoredConversation.all(ledger.journal());
    if (id != null) {
      Incident incident = find(incidents, id);
      stored = stored.stream().filter(each -> each.incident().equals(incident.id())).toList();
    }
    List<StoredConversation.Replayed> replayed =
        stored.stream().map(StoredConversation::replay).toList();
    replayed.forEach(each -> out.println(each.line()));
    if (replayed.isEmpty()) {
      out.println("no conversations");
    }
    out.flush();
    return replayed.stream().allMatch(StoredConversation.Replayed::same) ? 0 : 1;
  }

  private static String line(Incident incident) {
    return "%s  %s  %s  %s (%s)%s"
        .formatted(
            incident.id(),
            incident.state().code(),
            incident.version(),
            incident.decision().code(),
            String.join(", ", incident.cause()),
            incident
                .timeToRecover()
                .map(took -> "  recovered in " + seconds(took))
                .or(() -> incident.marks().closed().map(word -> "  closed by " + word.who()))
                .orElse(""));
  }

  private static String line(AgentFact fact) {
    return "  %s  %-10s %s".formatted(fact.time(), FactText.kind(fact), FactText.what(fact));
  }

  private static String seconds(Duration span) {
    return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
  }
}
