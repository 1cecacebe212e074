package io.evenkeel.cli;

import io.evenkeel.app.Durations;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.SettingsException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The command line. Exit codes: 0 well, 1 failed, 2 usage.
@Command(
    name = "evenkeel",
    description = "Keeps a model in production on an even keel.",
    version = "evenkeel " + Evenkeel.VERSION,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CommandLine.HelpCommand.class,
      DemoCommand.class,
      DrillCommand.class,
      InitCommand.class,
      GenerateCommand.class,
      TrainCommand.class,
      ServeCommand.class,
      TrafficCommand.class,
      InjectCommand.class,
      MonitorCommand.class,
      ReportCommand.class,
      AgentCommand.class,
      UpCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      HealthCommand.class,
      RegistryCommand.class,
      IncidentsCommand.class,
      LedgerCommand.class,
      ReplayCommand.class,
      SettingsCommand.class
    })
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /// Runs a subcommand and exits with its code.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// The command line, ready to execute or to be asked for its commands and options.
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.getCommandSpec()
        .usageMessage()
        .footer(
            "",
            "./evenkeel test builds everything and runs all tests.",
            "Exit codes: 0 well, 1 failed, 2 usage.");
    return line.registerConverter(Duration.class, Durations::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> {
          LOG.debug("the command failed", failure);
          command
              .getErr()
              .println(command.getColorScheme().errorText("evenkeel: " + describe(failure)));
          return CommandLine.ExitCode.SOFTWARE;
        });
  }

  /// The message of a failure and of what caused it, each said once.
  private static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
      if (cause instanceof SettingsException) {
        // It says all there is to say; its cause speaks of the parser.
        break;
      }
    }
    return text.toString();
  }
}
