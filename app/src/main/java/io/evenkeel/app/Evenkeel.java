package io.evenkeel.app;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Checks;
import io.evenkeel.agent.KillSwitch;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.agent.Remedies;
import io.evenkeel.agent.Reports;
import io.evenkeel.agent.Responder;
import io.evenkeel.agent.SparingChecks;
import io.evenkeel.alerts.Broadcast;
import io.evenkeel.alerts.FileAlerts;
import io.evenkeel.alerts.LogAlerts;
import io.evenkeel.alerts.NoticeChannels;
import io.evenkeel.chronicle.Chronicle;
import io.evenkeel.console.ConsoleServer;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventReader;
import io.evenkeel.incident.Policy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.metrics.FactMetrics;
import io.evenkeel.metrics.FactSources;
import io.evenkeel.metrics.Health;
import io.evenkeel.metrics.MetricsServer;
import io.evenkeel.metrics.RuntimeMetrics;
import io.evenkeel.metrics.SignOfLife;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Explanations;
import io.evenkeel.monitor.Monitor;
import io.evenkeel.monitor.MonitorListener;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.Watchkeeper;
import io.evenkeel.registry.Adoption;
import io.evenkeel.registry.BaselineTraining;
import io.evenkeel.registry.ForeignMoves;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.RemoteCopies;
import io.evenkeel.remedies.DailyRehearsal;
import io.evenkeel.remedies.HomeRemedies;
import io.evenkeel.remedies.Pause;
import io.evenkeel.serving.ModelServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The wiring: a home and settings in, the parts of a running system out. A process takes the parts
/// that it is for; over the same home they work together, in one process or in several.
public final class Evenkeel implements AutoCloseable {
  /// The version of this program.
  public static final String VERSION = "0.1.0-SNAPSHOT";

  private static final Duration LONGEST_CHECK = Duration.ofMinutes(2);

  private final Home home;
  private final Settings settings;
  private final Clock clock;
  private final FeatureSchema schema;
  private final Ledger ledger;
  private final Registry registry;
  private final EventReader events;
  private final ReportStore reports;
  private final Policy policy;
  private final Monitoring monitoring;
  private final Optional<Mlflow> mlflow;
  private final KillSwitchFile killSwitch;
  private final PrometheusRegistry metrics = new PrometheusRegistry();

  /// Opens a home.
  ///
  /// @param home the home; it must have a schema
  /// @param settings the settings
  /// @param clock the present
  public Evenkeel(Home home, Settings settings, Clock clock) {
    this.home = home;
    this.settings = settings;
    this.clock = clock;
    if (Files.notExists(home.schema())) {
      throw new SettingsException(
          "%s has no schema.yaml: make a home with generate, or name one with --home"
              .formatted(home.root()));
    }
    schema = SchemaFile.read(home.schema());
    ledger = home.openLedger(settings.ledger(), clock);
    mlflow =
        settings
            .mlflow()
            .trackingUri()
            .map(_ -> new Mlflow(settings.mlflow(), version -> home.models().resolve(version)));
    registry = new Registry(home.models(), ledger, mlflow.map(RemoteCopies::of));
    events = new EventReader(home.events(), schema);
    reports = new ReportStore(home.reports());
    policy = settings.policy().policy(schema);
    killSwitch = new KillSwitchFile(home.killSwitch(), clock);
    monitoring = new Monitoring(home, settings, schema, registry, policy, events, reports, clock);
  }

  /// The features, the label and the threshold.
  public FeatureSchema schema() {
    return schema;
  }

  /// Which version serves, since when and why.
  public Registry registry() {
    return registry;
  }

  /// The facts.
  public Ledger ledger() {
    return ledger;
  }

  /// What stops the agent, and lets it act again.
  public KillSwitchFile killSwitch() {
    return killSwitch;
  }

  /// The rule from evidence to decision.
  public Policy policy() {
    return policy;
  }

  /// Trains versions from tables, as a person asks for.
  public BaselineTraining training() {
    return new BaselineTraining(registry, trainingProcess(), settings.retrain().seed());
  }

  /// Makes the version serve that MLflow's alias names, as a person asks for.
  ///
  /// @throws SettingsException when there is no MLflow
  public Adoption adoption() {
    return new Adoption(
        registry,
        RemoteCopies.of(
            mlflow.orElseThrow(() ->
                new SettingsException(
                    "there is no MLflow to adopt from: set MLFLOW_TRACKING_URI"))),
        new ForeignMoves(ledger),
        clock);
  }

  /// Starts a server; it owns the event log from now on and closes it after the last request.
  public RunningServer startServer() {
    registerFacts();
    return RunningServer.start(
        openEventLog(),
        log ->
            new ModelServer(
                settings.server(),
                schema,
                registry,
                log,
                settings.monitor().slice(),
                metrics,
                clock,
                () -> UUID.randomUUID().toString(),
                new SecureRandom().nextLong()));
  }

  /// Starts the monitor: its checks, and the watch beside them.
  ///
  /// @param page where its metrics are shown
  /// @param listener is told of each report and each alarm of the watch
  public RunningMonitor startMonitor(MetricsPage page, MonitorListener listener) {
    Duration interval = settings.monitor().interval();
    SignOfLife life = new SignOfLife(clock, interval.multipliedBy(3).plus(LONGEST_CHECK));
    Watchkeeper keeper = monitoring.watchkeeper();
    Explanations explanations = monitoring.explanations();
    Monitor monitor = monitoring.monitor(keeper, explanations);
    return new RunningMonitor(
        Loop.start("watch", () -> keeper.run(listener)),
        Vital.start(
            "monitor",
            () ->
                monitor.run(report -> {
                  life.beat();
                  listener.checked(report);
                }),
            life,
            ledger.heartbeats(),
            page(page, () -> MetricsServer.ofMonitor(settings.metrics(), metrics, life))),
        explanations);
  }

  /// Starts the agent, and the chronicle beside it.
  ///
  /// @param right the right to act; closed with the agent
  /// @param responder the agent
  /// @param page where its metrics are shown
  /// @param pause the pause between two runs
  /// @param runs is given each run
  public RunningAgent startAgent(
      RightToAct right,
      Responder responder,
      MetricsPage page,
      Duration pause,
      Consumer<AgentRun> runs) {
    Chronicle chronicle = chronicle();
    SignOfLife life = new SignOfLife(clock, LONGEST_CHECK.plus(pause));
    Supplier<Health> health = () -> patient(life.get());
    right.whileAlive(() -> health.get().up());
    Optional<MetricsServer> metricsPage =
        page(page, () -> MetricsServer.ofAgent(settings.metrics(), metrics, health));
    Optional<ConsoleServer> server = console().start();
    return new RunningAgent(
        right,
        Vital.start(
            "agent",
            () ->
                responder.watch(
                    pause,
                    run -> {
                      life.beat();
                      runs.accept(run);
                    }),
            health,
            ledger.heartbeats(),
            metricsPage),
        chronicle,
        console().files(),
        server,
        rehearsal(),
        Loop.start("ledger-upkeep", new LedgerUpkeep(ledger, settings.ledger(), clock)));
  }

  /// An agent may be silent for as long as a retrain takes, but only while it acts.
  private Health patient(Health health) {
    return ledger.journal().openIntents().isEmpty()
        ? health
        : new Health(health.silence(), health.allowed().plus(settings.longestRun()));
  }

  /// What people look at, and by which they tell the agent something.
  public Console console() {
    return new Console(home, settings, schema, ledger, reports, events, killSwitch, clock);
  }

  /// What tells the outside what happened. Only for the holder of the agent's lock.
  public Chronicle chronicle() {
    return new Chronicle(
        new Chronicle.Parts(
            ledger,
            registry,
            reports,
            mlflow,
            settings.mlflow(),
            new NoticeChannels(settings.alerts(), ledger.outbox(), home.alerts(), clock),
            clock));
  }

  /// What makes sure once a day that every version could serve again. Only for the holder of the
  /// agent's lock.
  public DailyRehearsal rehearsal() {
    return new DailyRehearsal(registry, ledger.journal(), localAlerts(), clock);
  }

  private Broadcast localAlerts() {
    return new Broadcast(List.of(new FileAlerts(home.alerts()), new LogAlerts()));
  }

  private Optional<MetricsServer> page(MetricsPage page, Supplier<MetricsServer> own) {
    return switch (page) {
      case OWN -> {
        registerFacts();
        yield Optional.of(own.get());
      }
      case OF_THE_SERVER -> Optional.empty();
    };
  }

  private void registerFacts() {
    RuntimeMetrics.register(metrics);
    metrics.register(
        new FactMetrics(
            new FactSources(
                ledger,
                registry,
                reports,
                schema,
                settings.monitor().interval(),
                monitoring::status,
                killSwitch::on,
                settings.agent().autonomy(),
                VERSION,
                clock)));
  }

  /// A writer of the event log.
  public EventLog openEventLog() {
    return EventLog.open(home.events(), schema, settings.events(), clock);
  }

  /// Makes a check by hand: of the watch it knows what that has last written. Where something has
  /// drifted, the page tells the cause when this returns.
  ///
  /// @param listener is told of the report as soon as it is written, before the cause is sought
  /// @throws IllegalStateException when no version serves yet
  public void checkOnce(Consumer<CheckReport> listener) {
    monitoring.once(listener);
  }

  /// Takes the right to act over this home and its ledger.
  ///
  /// @throws IllegalStateException when another agent has it
  public RightToAct rightToAct() {
    return RightToAct.take(home.root(), ledger.lease());
  }

  /// The agent on the latest report, with the remedies of this home.
  public Responder agent(AgentListener listener) {
    return agent(remedies(), listener);
  }

  /// The agent on the latest report, with other remedies.
  public Responder agent(Remedies remedies, AgentListener listener) {
    return agent(
        () -> reports.latest(clock.instant(), settings.agentInEffect().oldestReport()),
        remedies,
        listener);
  }

  /// The agent on other reports or with other remedies.
  public Responder agent(Reports latest, Remedies remedies, AgentListener listener) {
    return new Responder(
        new Responder.Parts(
            latest,
            new SparingChecks(Checks.of(monitoring.check()), clock),
            remedies,
            ledger,
            policy,
            settings.reasoner().reasoner(policy, schema),
            settings.agentInEffect(),
            killSwitch,
            listener,
            clock));
  }

  /// The monitor, to be taken step by step by who lets the time of a clock of their own go on. The
  /// causes of drift are not sought.
  public SteppedMonitor steppedMonitor() {
    return monitoring.stepped();
  }

  /// What can be done over this home.
  public Remedies remedies() {
    return remedies(Thread::sleep);
  }

  /// What can be done over this home, where time passes in a way of its own.
  ///
  /// @param pause lets time of the clock pass while a remedy waits
  public Remedies remedies(Pause pause) {
    return new HomeRemedies(
        registry,
        events,
        settings.labels(),
        monitoring.check(),
        reports,
        trainingProcess(),
        home.trustedHoldout(),
        home.knownFrauds(),
        localAlerts(),
        settings.retrain(),
        KillSwitch.onTrial(killSwitch, settings.agent().autonomy()),
        clock,
        pause);
  }

  private TrainingProcess trainingProcess() {
    return new TrainingProcess(
        settings.retrain().trainingDeadline(), Hyperparameters.defaults(), clock);
  }

  @Override
  public void close() {
    mlflow.ifPresent(Mlflow::close);
    ledger.close();
  }
}
