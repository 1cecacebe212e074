package io.evenkeel.scenarios;

import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.MetricsPage;
import io.evenkeel.app.RunningAgent;
import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.monitor.ReportStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/// The process that is killed: the real agent and the chronicle over a real home, wired as always
/// but for boundaries around its remedies.
///
/// Arguments: the home, the play, the version that served first, the boundary to wait at (0: none),
/// the file of what was asked for, what is broken on purpose. Exit code 0 when every incident is
/// resolved, 3 when the agent has nothing more to do and one is not.
public final class CrashChild {
  private static final int FORGOTTEN = 3;

  private CrashChild() {}

  /// Runs until it is killed or there is nothing more to do.
  ///
  /// @throws InterruptedException never in practice: nobody interrupts it
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("ready");
    System.out.flush();
    Home home = new Home(Path.of(arguments[0]));
    CrashPlay play = CrashPlay.valueOf(arguments[1]);
    CrashBarriers barriers = new CrashBarriers(Integer.parseInt(arguments[3]), System.out);
    CrashRemedies.Sabotage sabotage = CrashRemedies.Sabotage.valueOf(arguments[5]);
    boolean over;
    try (Evenkeel evenkeel = CrashHome.open(home)) {
      Settings settings = SettingsReader.read(home.settings(), Map.of());
      ReportStore reports = new ReportStore(home.reports());
      CrashWorld world = new CrashWorld(evenkeel, play, arguments[2]);
      Responder responder =
          evenkeel.agent(
              () -> reports.latest(Clock.systemUTC().instant(), settings.agent().oldestReport()),
              new CrashRemedies(evenkeel.remedies(), barriers, Path.of(arguments[4]), sabotage),
              barriers);
      try (RunningAgent _ =
          evenkeel.startAgent(
              evenkeel.rightToAct(),
              responder,
              MetricsPage.OF_THE_SERVER,
              settings.agentInterval(),
              run -> {
                barriers.reached("run " + run.getClass().getSimpleName());
                world.turn();
              })) {
        over = world.await();
      }
    }
    System.out.println(over ? "over" : "forgotten");
    System.exit(over ? 0 : FORGOTTEN);
  }
}
