package io.evenkeel.cli;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.app.Evenkeel;
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
    description = "Shows the incidents of a home, or what was decided and done about one.")
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
        Incident incident = find(all, id);
        out.println(line(incident));
        AgentJournal journal = new AgentJournal(ledger.journal());
        ledger.journal().of(incident.id()).stream()
            .map(journal::read)
            .flatMap(Optional::stream)
            .forEach(fact -> out.println(line(fact)));
      }
      out.flush();
      return 0;
    }
  }

  private static Incident find(List<Incident> all, String id) {
    return all.stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("there is no incident " + id + "; incidents lists them"));
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
            incident.timeToRecover().map(took -> "  recovered in " + seconds(took)).orElse(""));
  }

  private static String line(AgentFact fact) {
    String what =
        switch (fact) {
          case AgentFact.Decided decided ->
              String.format(
                  Locale.ROOT,
                  "decided    %s by %s, confidence %.2f: %s",
                  decided.decision().code(),
                  decided.source(),
                  decided.confidence(),
                  decided.reasoning());
          case AgentFact.Consulted consulted ->
              "consulted  %s: %s in %s"
                  .formatted(
                      consulted.consultation().model(),
                      consulted.consultation().result(),
                      seconds(consulted.consultation().took()));
          case AgentFact.Announced announced -> "begins     " + announced.action().code();
          case AgentFact.Ended ended ->
              "ended      %s %s in %s: %s"
                  .formatted(
                      ended.action().code(), ended.code(), seconds(ended.took()), ended.describe());
          case AgentFact.Moved moved -> "incident   " + moved.state().code();
          case AgentFact.Verified verified ->
              "verified   %s: %s".formatted(verified.code(), verified.describe());
        };
    return "  %s  %s".formatted(fact.time(), what);
  }

  private static String seconds(Duration span) {
    return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
  }
}
