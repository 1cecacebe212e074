package io.evenkeel.cli;

import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.agent.Pauses;
import io.evenkeel.app.Evenkeel;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Throws the kill switch. That comes first and needs nothing but the home's directory; the note in
/// the journal follows, and may fail.
@Command(
    name = "pause",
    description = {
      "Stops the agent before its next effect: the champion stays as it is, people are still told.",
      "A shorter pause never cuts a longer one short; resume ends it."
    })
final class PauseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;
  @Mixin private PersonOptions person;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long, as in 30m or 2h (default: until resume).")
  private @Nullable Duration span;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Clock clock = Clock.systemUTC();
    KillSwitchFile file = new KillSwitchFile(options.home().killSwitch(), clock);
    Optional<Instant> until = Optional.ofNullable(span).map(clock.instant()::plus);
    file.engage(person.who(), person.why(), until);
    KillSwitchFile.Standing standing =
        file.engaged()
            .orElseThrow(
                () -> new IllegalStateException("the pause is over already: use a longer one"));
    out.println(
        "the agent is stopped%s: %s (%s)"
            .formatted(
                standing.until().map(end -> " until " + end).orElse(" until resume"),
                standing.why(),
                standing.by()));
    out.flush();
    try (Evenkeel evenkeel = new Evenkeel(options.home(), options.settings(), clock)) {
      new Pauses(evenkeel.ledger().journal()).paused(standing);
    } catch (RuntimeException e) {
      spec.commandLine()
          .getErr()
          .println("it is stopped, but the journal does not say so: " + e.getMessage());
    }
    return 0;
  }
}
