package io.evenkeel.cli;

import io.evenkeel.agent.Instructions;
import io.evenkeel.agent.Instructions.Result;
import io.evenkeel.app.Console;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.console.PostMortemMarkdown;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

/// What a person says about one incident, each as a command. All work while the agent runs, in
/// whatever process.
final class IncidentCommands {
  private IncidentCommands() {}

  /// What a command does with an opened home.
  private interface Work {
    Integer on(Console console, PrintWriter out);
  }

  private static int with(HomeOptions options, CommandSpec spec, Work work) {
    PrintWriter out = spec.commandLine().getOut();
    try (Evenkeel evenkeel = new Evenkeel(options.home(), options.settings(), Clock.systemUTC())) {
      return work.on(evenkeel.console(), out);
    } finally {
      out.flush();
    }
  }

  private static int tell(PrintWriter out, Result result) {
    return switch (result) {
      case Result.Done(Incident incident) -> {
        out.println("noted: %s is %s".formatted(incident.id(), incident.state().code()));
        yield 0;
      }
      case Result.Refused(String reason) -> {
        out.println("nothing changed: " + reason);
        yield 1;
      }
      case Result.Unknown(String id) -> {
        out.println("there is no incident " + id + "; incidents lists them");
        yield 1;
      }
    };
  }

  /// Tells the story of an incident.
  @Command(name = "show", description = "Tells what was decided and done about an incident.")
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;

    @Parameters(paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Override
    public Integer call() {
      return with(
          options,
          spec,
          (console, out) -> {
            IncidentsCommand.story(console.ledger(), id, out);
            return 0;
          });
    }
  }

  /// Takes an incident on.
  @Command(
      name = "ack",
      aliases = "acknowledge",
      description = "Says that somebody has taken an incident on. The agent goes on as before.")
  static final class Acknowledge implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;
    @Mixin private PersonOptions person;

    @Parameters(paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Override
    public Integer call() {
      return with(
          options,
          spec,
          (console, out) ->
              tell(out, console.people().acknowledge(id, person.who(), person.why())));
    }
  }

  /// Closes an incident.
  @Command(
      name = "resolve",
      description = {
        "Closes an incident, and writes its post-mortem. It counts as closed by a person, never as",
        "a measured recovery. Refused while the agent acts on it."
      })
  static final class Resolve implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;
    @Mixin private PersonOptions person;

    @Parameters(paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Override
    public Integer call() {
      return with(
          options,
          spec,
          (console, out) -> {
            Result result = console.people().resolve(id, person.who(), person.why());
            if (result instanceof Result.Done) {
              console.files().write(id);
            }
            return tell(out, result);
          });
    }
  }

  /// Says what the next action is.
  @Command(
      name = "override",
      description = {
        "Says what the next action on an incident is, whatever the policy says. The agent carries it",
        "out once, within seconds, through its guards; none keeps the champion as it is until",
        "policy takes that back."
      })
  static final class OverrideNext implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;
    @Mixin private PersonOptions person;

    @Parameters(index = "0", paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Parameters(
        index = "1",
        paramLabel = "none|alert|rollback|retrain|policy",
        description = "What comes next.")
    private Next next = Next.NONE;

    /// What may be ordered.
    enum Next {
      /// The champion stays.
      NONE,
      /// People are told.
      ALERT,
      /// An earlier version that fits serves again.
      ROLLBACK,
      /// A challenger is trained and judged.
      RETRAIN,
      /// The policy decides again.
      POLICY
    }

    @Override
    public Integer call() {
      return with(options, spec, (console, out) -> tell(out, ordered(console.people())));
    }

    private Result ordered(Instructions people) {
      return switch (next) {
        case POLICY -> people.withdraw(id, person.who(), person.why());
        case NONE -> people.overrule(id, Decision.OK, person.who(), person.why());
        case ALERT, ROLLBACK, RETRAIN ->
            people.overrule(
                id,
                Decision.ofCode(next.name().toLowerCase(Locale.ROOT)),
                person.who(),
                person.why());
      };
    }
  }

  /// Holds an incident for noise.
  @Command(
      name = "suppress",
      description =
          "Holds an incident for noise: it is listed with that mark and asks nobody for anything. The"
              + " agent acts and tells as before.")
  static final class Suppress implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;
    @Mixin private PersonOptions person;

    @Parameters(paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Option(names = "--for", paramLabel = "DURATION", description = "How long (default: for ever).")
    private @Nullable Duration length;

    @Override
    public Integer call() {
      return with(
          options,
          spec,
          (console, out) ->
              tell(
                  out,
                  console
                      .people()
                      .suppress(
                          id,
                          Optional.ofNullable(length).map(console.clock().instant()::plus),
                          person.who(),
                          person.why())));
    }
  }

  /// Says that an incident is a part of another one.
  @Command(
      name = "merge",
      description = "Says that an incident is a part of another one. Both stay as they are.")
  static final class Merge implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;
    @Mixin private PersonOptions person;

    @Parameters(index = "0", paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "INTO", description = "The one that it is a part of.")
    private String into = "";

    @Override
    public Integer call() {
      return with(
          options,
          spec,
          (console, out) ->
              tell(out, console.people().merge(id, into, person.who(), person.why())));
    }
  }

  /// Writes a post-mortem.
  @Command(
      name = "postmortem",
      description = {
        "Prints the post-mortem of an incident as Markdown, and writes it into the home as Markdown",
        "and as a page. One of an incident that is not over tells how far it has come."
      })
  static final class PostMortemOf implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private HomeOptions options;

    @Parameters(paramLabel = "ID", description = "The incident.")
    private String id = "";

    @Override
    public Integer call() {
      return with(
          options,
          spec,
          (console, out) -> {
            Path page =
                console
                    .files()
                    .write(id)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "there is no incident " + id + "; incidents lists them"));
            console
                .postMortems()
                .of(id)
                .ifPresent(known -> out.print(PostMortemMarkdown.write(known)));
            spec.commandLine().getErr().println("written to " + page);
            return 0;
          });
    }
  }
}
