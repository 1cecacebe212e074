package io.evenkeel.app;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentLock;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Checks;
import io.evenkeel.agent.KillSwitch;
import io.evenkeel.agent.Remedies;
import io.evenkeel.agent.Reports;
import io.evenkeel.agent.Responder;
import io.evenkeel.alerts.Broadcast;
import io.evenkeel.alerts.FileAlerts;
import io.evenkeel.alerts.LogAlerts;
import io.evenkeel.alerts.NoticeChannels;
import io.evenkeel.chronicle.Chronicle;
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
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.Explanations;
import io.evenkeel.monitor.Lookout;
import io.evenkeel.monitor.Monitor;
import io.evenkeel.monitor.MonitorListener;
import io.evenkeel.monitor.References;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.WatchFile;
import io.evenkeel.monitor.Watchkeeper;
import io.evenkeel.registry.Adoption;
import io.evenkeel.registry.BaselineTraining;
import io.evenkeel.registry.ForeignMoves;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.RemoteCopies;
import io.evenkeel.remedies.HomeRemedies;
import io.evenkeel.serving.ModelServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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
  private final References references;
  private final DriftCheck check;
  private final WatchFile watch;
  private final Optional<Mlflow> mlflow;
  private final KillSwitch killSwitch;
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
    ledger = Ledger.open(home.ledger(), clock);
    mlflow =
        settings
            .mlflow()
            .trackingUri()
            .map(_ -> new Mlflow(settings.mlflow(), version -> home.models().resolve(version)));
    registry = new Registry(home.models(), ledger, mlflow.map(RemoteCopies::of));
    events = new EventReader(home.events(), schema);
    reports = new ReportStore(home.reports());
    policy = settings.policy().policy(schema);
    killSwitch = KillSwitch.file(home.killSwitch());
    references = new References(registry);
    check = new DriftCheck(events, references, settings.labels(), settings.monitor(), clock);
    watch = new WatchFile(home.watch());
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
                () -> UUID.randomUUID().toString()));
  }

  /// Starts the monitor: its checks, and the watch beside them.
  ///
  /// @param page where its metrics are shown
  /// @param listener is told of each report and each alarm of the watch
  public RunningMonitor startMonitor(MetricsPage page, MonitorListener listener) {
    Duration interval = settings.monitor().interval();
    SignOfLife life = new SignOfLife(clock, interval.multipliedBy(3).plus(LONGEST_CHECK));
    Watchkeeper keeper =
        new Watchkeeper(
            home.events(),
            schema,
            watch,
            registry::serving,
            references::bins,
            settings.monitor(),
            clock);
    Explanations explanations = Explanations.inBackground(registry, reports);
    Monitor monitor = monitor(keeper, explanations);
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
  /// @param lock the right to act; closed with the agent
  /// @param responder the agent
  /// @param page where its metrics are shown
  /// @param pause the pause between two runs
  /// @param runs is given each run
  public RunningAgent startAgent(
      AgentLock lock,
      Responder responder,
      MetricsPage page,
      Duration pause,
      Consumer<AgentRun> runs) {
    Chronicle chronicle = chronicle();
    SignOfLife life = new SignOfLife(clock, LONGEST_CHECK.plus(pause));
    Supplier<Health> health = () -> patient(life.get());
    return new RunningAgent(
        lock,
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
            page(page, () -> MetricsServer.ofAgent(settings.metrics(), metrics, health))),
        chronicle);
  }

  /// An agent may be silent for as long as a retrain takes, but only while it acts.
  private Health patient(Health health) {
    return ledger.journal().openIntents().isEmpty()
        ? health
        : new Health(health.silence(), health.allowed().plus(settings.longestRun()));
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
                watch::status,
                killSwitch::on,
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
    Queue<Runnable> later = new ArrayDeque<>();
    try (Explanations explanations = Explanations.on(registry, reports, later::add)) {
      listener.accept(monitor(watch, explanations).once());
      later.forEach(Runnable::run);
    }
  }

  private Monitor monitor(Lookout lookout, Explanations explanations) {
    return new Monitor(
        check, registry, policy, reports, lookout, explanations, settings.monitor(), clock);
  }

  /// Takes the right to act over this home.
  ///
  /// @throws IllegalStateException when another agent has it
  public AgentLock agentLock() {
    return AgentLock.tryAcquire(home.root().resolve("agent.lock"))
        .orElseThrow(() ->
            new IllegalStateException(
                "another agent runs over " + home.root() + "; stop it first"));
  }

  /// The agent on the latest report, with the remedies of this home.
  public Responder agent(AgentListener listener) {
    return agent(
        () -> reports.latest(clock.instant(), settings.agentInEffect().oldestReport()),
        remedies(),
        listener);
  }

  /// The agent on other reports or with other remedies.
  public Responder agent(Reports latest, Remedies remedies, AgentListener listener) {
    return new Responder(
        new Responder.Parts(
            latest,
            Checks.of(check),
            remedies,
            ledger,
            policy,
            settings.reasoner().reasoner(policy, schema),
            settings.agentInEffect(),
            killSwitch,
            listener,
            clock));
  }

  /// What can be done over this home.
  public Remedies remedies() {
    return new HomeRemedies(
        registry,
        events,
        settings.labels(),
        check,
        reports,
        trainingProcess(),
        home.trustedHoldout(),
        new Broadcast(List.of(new FileAlerts(home.alerts()), new LogAlerts())),
        settings.retrain(),
        killSwitch,
        clock,
        Thread::sleep);
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
