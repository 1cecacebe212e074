package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.MockReports;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.incident.Decision;
import io.evenkeel.model.Scorer;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Transaction;
import io.evenkeel.simulator.UpiWorld;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A made-up report, sent through the real agent with its real remedies, in a throw-away home whose
/// event log holds rows of the regime that such a report would come from.
public final class Rehearsal {
  private static final long SEED = 7;
  private static final int BATCH = 500;

  private Rehearsal() {}

  /// Rehearses one decision.
  ///
  /// @param decision what the made-up report asks for
  /// @param progress is told each step
  /// @return what the agent made of it
  /// @throws InterruptedException when the process is ending
  public static AgentRun run(Decision decision, PrintWriter progress) throws InterruptedException {
    Home home = DemoHome.temporary();
    Clock clock = Clock.systemUTC();
    Narrator narrator = new Narrator(progress, clock);
    try {
      DemoWorld.generate(home, SEED, narrator);
      Settings settings = Settings.defaults().labelsMatureAfter(Duration.ZERO);
      try (Evenkeel evenkeel = new Evenkeel(home, settings, clock)) {
        Severity severity = decision == Decision.ROLLBACK ? Severity.MEDIUM : Severity.HIGH;
        String serving = DemoWorld.trainVersions(evenkeel, home, severity, SEED, narrator);
        int rows = decision == Decision.RETRAIN ? 16_000 : 2_000;
        fill(evenkeel, serving, regime(decision), rows);
        narrator.tell(
            "events",
            "%,d labelled rows of the %s regime".formatted(rows, regime(decision).name()));
        CheckReport report =
            MockReports.of(
                decision, evenkeel.schema(), evenkeel.policy(), serving, clock.instant());
        narrator.tell("report", "%s (made up)".formatted(report.line()));
        narrator.tell(
            "home", home.root() + " is thrown away at the end, with all that was written");
        return evenkeel
            .agent(MockReports.latest(report), evenkeel.remedies(), AgentListener.silent())
            .once();
      }
    } finally {
      DemoHome.delete(home.root());
    }
  }

  private static Regime regime(Decision decision) {
    return switch (decision) {
      case OK -> Regime.quiet();
      case ALERT -> Regime.low();
      case ROLLBACK -> Regime.medium();
      case RETRAIN -> Regime.high();
    };
  }

  private static void fill(Evenkeel evenkeel, String version, Regime regime, int rows) {
    Scorer scorer = evenkeel.registry().open(version).scorer();
    double threshold = evenkeel.schema().threshold();
    UpiWorld world = UpiWorld.mixed(SEED + 2);
    try (EventLog log = evenkeel.openEventLog()) {
      for (int first = 0; first < rows; first += BATCH) {
        List<Event.Draft> drafts = new ArrayList<>(2 * BATCH);
        for (int row = first; row < Math.min(rows, first + BATCH); row++) {
          String id = "mock-" + row;
          Transaction transaction = world.next(regime);
          double[] values = transaction.row();
          double probability = scorer.probability(values);
          drafts.add(at ->
              new Event.Prediction(at, id, version, values, probability, probability >= threshold));
          drafts.add(at -> new Event.Label(at, id, transaction.reported()));
        }
        log.append(drafts);
      }
    } catch (EventLogUnavailable e) {
      throw new IllegalStateException("cannot fill the throw-away home", e);
    }
  }
}
