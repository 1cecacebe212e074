package io.evenkeel.remedies;

import io.evenkeel.agent.KillSwitch;
import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.alerts.Alert;
import io.evenkeel.alerts.Delivery;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.events.LabelRule;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow.Standing;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.RocAuc;
import io.evenkeel.model.TableFile;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.MonitorSettings;
import io.evenkeel.monitor.References;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.ForeignMoves;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.RemoteCopies;
import io.evenkeel.registry.ServingVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A home of real parts on a testing clock: event log, ledger, bundles, drift checks, training.
final class TestingHome implements AutoCloseable {
  static final String KEY = "i1/1/retrain";

  final TestingTime time = new TestingTime();
  final List<Alert> alerts = new ArrayList<>();
  final ReportStore reports;
  final Registry registry;
  final TestingTraffic traffic;
  final Path trusted;
  final Path known;
  final Ledger ledger;
  private final LabelRule labels = new LabelRule(Duration.ofSeconds(2), LabelRule.Silence.UNKNOWN);
  private final DriftCheck check;

  TestingHome(Path home) {
    this(home, Optional.empty());
  }

  /// @param remote where copies of the bundles lie besides
  TestingHome(Path home, Optional<RemoteCopies> remote) {
    ledger = Ledger.open(home.resolve("ledger.db"), time);
    registry = new Registry(home.resolve("models"), ledger, remote);
    reports = new ReportStore(home.resolve("reports"));
    traffic = new TestingTraffic(home.resolve("events"), TestingWorld.SCHEMA, time);
    trusted = home.resolve("data").resolve("holdout.csv");
    known = home.resolve("data").resolve("known_frauds.csv");
    TableFile.write(trusted, TestingWorld.QUIET.rows(1000, 4));
    check =
        new DriftCheck(
            traffic.reader(), new References(registry), labels, MonitorSettings.defaults(), time);
  }

  /// Records versions and lets the last one serve.
  void versions(String... names) throws IOException, InterruptedException {
    Optional<String> before = Optional.empty();
    for (String name : names) {
      recorded(name);
      registry.promote(before, name, "for a test", "");
      before = Optional.of(name);
    }
  }

  /// Somebody else moves the alias in MLflow.
  void foreignMove() {
    new ForeignMoves(ledger).judge(new Standing.Foreign("9"), Set.of(serving()));
  }

  /// Records a version and leaves the champion as it is.
  void recorded(String name) throws IOException, InterruptedException {
    TestingBundles.place(name, registry.directory(name));
    registry.record(ModelBundle.open(registry.directory(name)), "");
  }

  /// Whether a person has thrown the kill switch.
  boolean stopped;

  /// Why the champion stays as it is though nothing is stopped.
  Optional<String> held = Optional.empty();

  HomeRemedies remedies() {
    return remedies(time, Duration.ofMinutes(1));
  }

  HomeRemedies remedies(Pause pause, Duration trainingDeadline) {
    RetrainSettings settings =
        new RetrainSettings(
            PromotionGate.defaults(),
            100,
            200,
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(20),
            0.2,
            20_000,
            1500,
            trainingDeadline,
            1);
    return new HomeRemedies(
        registry,
        traffic.reader(),
        labels,
        check,
        reports,
        new TrainingProcess(trainingDeadline, TestingBundles.SMALL, time),
        trusted,
        known,
        alert -> {
          alerts.add(alert);
          return new Delivery.Delivered("the test");
        },
        settings,
        new KillSwitch() {
          @Override
          public boolean on() {
            return stopped;
          }

          @Override
          public Optional<String> holding() {
            return standing().or(() -> held);
          }
        },
        time,
        pause);
  }

  Outcome perform(Remedy remedy, CheckReport report) throws InterruptedException {
    return remedies().perform(remedy, order(report));
  }

  static Order order(CheckReport report) {
    return new Order("i1", KEY, report, report.recommendation());
  }

  /// What verification orders on the rows of a report.
  static Order revert(CheckReport report) {
    Recommendation worse =
        new Recommendation(
            Decision.ROLLBACK, 0.95, report.version() + " was measured worse than at the gate.");
    CheckReport evidence =
        new CheckReport(
            "verify-i1-2",
            report.timestamp(),
            report.version(),
            report.window(),
            report.drift(),
            true,
            Optional.empty(),
            report.performance(),
            worse,
            Duration.ZERO);
    return new Order("i1", "i1/2/rollback", evidence, worse);
  }

  /// Serves labelled rows and reports on them, with the drift that there really is.
  CheckReport serve(TestingWorld world, int rows) {
    return serve(world, rows, true);
  }

  CheckReport serve(TestingWorld world, int rows, boolean labelled) {
    String version = serving();
    Instant onset = traffic.serve(version, world.rows(rows, 5), labelled);
    return report(check.between(version, onset, time.instant()));
  }

  /// Serves rows with the scores of the champion, evenly over an hour, and reports on them.
  ///
  /// @param threshold from which a row is flagged
  CheckReport serveScored(LabelledTable rows, double threshold, boolean labelled) {
    String version = serving();
    double[] scores = registry.open(version).scorer().probabilities(rows.features());
    Instant first = traffic.serve(version, rows, scores, threshold, labelled);
    Window window = new Window(first, first.plus(Duration.ofHours(1)), rows.rows());
    return report(
        version,
        Optional.of(window),
        check.between(version, first.minusNanos(1), time.instant()).drift());
  }

  /// What there is to find since a moment.
  DriftCheck.Finding between(String version, Instant onset) {
    return check.between(version, onset, time.instant());
  }

  CheckReport report(DriftCheck.Finding finding) {
    return report(serving(), finding.window(), finding.drift());
  }

  CheckReport report(String version, Optional<Window> window, DriftReport drift) {
    return new CheckReport(
        "report-1",
        time.instant(),
        version,
        window,
        drift,
        true,
        window.map(Window::from),
        new RocAuc.NotEnoughData(0, 100),
        new Recommendation(Decision.RETRAIN, 0.95, "Most features drifted."),
        Duration.ZERO);
  }

  String serving() {
    return registry.serving().map(ServingVersion::version).orElseThrow();
  }

  @Override
  public void close() {
    traffic.close();
    ledger.close();
  }
}
