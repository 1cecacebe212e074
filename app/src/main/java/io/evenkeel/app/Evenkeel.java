package io.evenkeel.app;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentLock;
import io.evenkeel.agent.Checks;
import io.evenkeel.agent.Remedies;
import io.evenkeel.agent.Reports;
import io.evenkeel.agent.Responder;
import io.evenkeel.agent.RuleReasoner;
import io.evenkeel.alerts.Broadcast;
import io.evenkeel.alerts.FileAlerts;
import io.evenkeel.alerts.LogAlerts;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventReader;
import io.evenkeel.incident.Policy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.metrics.FactMetrics;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.Monitor;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.BaselineTraining;
import io.evenkeel.registry.Registry;
import io.evenkeel.remedies.HomeRemedies;
import io.evenkeel.serving.ModelServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The wiring: a home and settings in, the parts of a running system out. A process takes the parts
/// that it is for; over the same home they work together, in one process or in several.
public final class Evenkeel implements AutoCloseable {
  private final Home home;
  private final Settings settings;
  private final Clock clock;
  private final FeatureSchema schema;
  private final Ledger ledger;
  private final Registry registry;
  private final EventReader events;
  private final ReportStore reports;
  private final Policy policy;
  private final DriftCheck check;
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
    registry = new Registry(home.models(), ledger);
    events = new EventReader(home.events(), schema);
    reports = new ReportStore(home.reports());
    policy = settings.policy().policy(schema);
    check = new DriftCheck(events, registry, settings.labels(), settings.monitor(), clock);
  }

  /// The features, the label and the threshold.
  public FeatureSchema schema() {
    return schema;
  }

  /// Which version serves, since when and why.
  public Registry registry() {
    return registry;
  }

  /// The rule from evidence to decision.
  public Policy policy() {
    return policy;
  }

  /// Trains versions from tables, as a person asks for.
  public BaselineTraining training() {
    return new BaselineTraining(registry, trainingProcess(), settings.retrain().seed());
  }

  /// Starts a server; it owns the event log from now on and closes it after the last request.
  public RunningServer startServer() {
    metrics.register(new FactMetrics(ledger, registry, reports, clock));
    return RunningServer.start(
        openEventLog(),
        log ->
            new ModelServer(
                settings.server(),
                schema,
                registry,
                log,
                metrics,
                clock,
                () -> UUID.randomUUID().toString()));
  }

  /// A writer of the event log.
  public EventLog openEventLog() {
    return EventLog.open(home.events(), schema, settings.events(), clock);
  }

  /// The monitor.
  public Monitor monitor() {
    return new Monitor(check, registry, policy, reports, settings.monitor(), clock);
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
            new RuleReasoner(policy),
            settings.agentInEffect(),
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
        clock,
        Thread::sleep);
  }

  private TrainingProcess trainingProcess() {
    return new TrainingProcess(
        settings.retrain().trainingDeadline(), Hyperparameters.defaults(), clock);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
