package io.evenkeel.app;

import io.evenkeel.agent.Instructions;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.console.ConsoleServer;
import io.evenkeel.console.PostMortemFiles;
import io.evenkeel.console.PostMortems;
import io.evenkeel.events.EventReader;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.monitor.ReportStore;
import java.time.Clock;
import java.util.Optional;

/// What people look at, and by which they tell the agent something.
///
/// @param home where post-mortems are written
/// @param settings where the console listens
/// @param schema the features
/// @param ledger the facts
/// @param reports the drift reports
/// @param events the requests
/// @param killSwitch what stops the agent
/// @param clock the present
public record Console(
    Home home,
    Settings settings,
    FeatureSchema schema,
    Ledger ledger,
    ReportStore reports,
    EventReader events,
    KillSwitchFile killSwitch,
    Clock clock) {
  /// Takes what people say.
  public Instructions people() {
    return new Instructions(ledger, killSwitch, clock);
  }

  /// Puts post-mortems together.
  public PostMortems postMortems() {
    String money = settings.retrain().gate().cost().amount();
    return new PostMortems(ledger, reports, events, schema, money, clock);
  }

  /// Writes post-mortems into the home.
  public PostMortemFiles files() {
    return new PostMortemFiles(postMortems(), ledger, home.postMortems());
  }

  /// Starts the server; none where it is switched off.
  Optional<ConsoleServer> start() {
    return settings.console().enabled()
        ? Optional.of(
            ConsoleServer.start(
                settings.console(),
                settings.server().token(),
                new ConsoleServer.Parts(
                    ledger,
                    reports,
                    killSwitch,
                    settings.agent().autonomy(),
                    people(),
                    postMortems(),
                    clock)))
        : Optional.empty();
  }
}
