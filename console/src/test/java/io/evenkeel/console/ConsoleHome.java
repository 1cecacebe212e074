package io.evenkeel.console;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentSettings;
import io.evenkeel.agent.Checks;
import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.agent.Instructions;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.agent.Reasoner;
import io.evenkeel.agent.Remedies;
import io.evenkeel.agent.Responder;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.drift.Verdict;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.EventSettings;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.RecoveryTest;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Range;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A home in which v1 serves, with a real agent, ledger, event log and report store; what the agent
/// can do and measure is scripted. Owned by the test's thread.
final class ConsoleHome implements AutoCloseable {
  static final List<String> FEATURES = List.of("amount", "hour", "txn_count_1h", "device_type");
  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          FEATURES.stream()
              .<Feature>map(name ->
                  new Feature.Numeric(
                      name, Range.any(), false, false, false, name.equals("amount") ? "INR" : ""))
              .toList());

  final TestingClock clock = new TestingClock();
  final Path directory;
  final Ledger ledger;
  final ReportStore reports;
  final KillSwitchFile killSwitch;
  final Instructions people;
  final PostMortems postMortems;
  final PostMortemFiles files;
  Autonomy autonomy = Autonomy.FULL;
  Outcome rollback = new Outcome.Refused("no earlier version fits the current traffic");
  private final Deque<DriftReport> windows = new ArrayDeque<>();
  private RocAuc performance = new RocAuc.NotEnoughData(0, 100);
  private final Policy policy = Policy.defaults(Set.of());
  private int number;

  ConsoleHome(Path directory) {
    this.directory = directory;
    ledger = Ledger.open(directory.resolve("ledger.db"), clock);
    reports = new ReportStore(directory.resolve("reports"));
    killSwitch = new KillSwitchFile(directory.resolve("kill-switch"), clock);
    people = new Instructions(ledger, killSwitch, clock);
    postMortems =
        new PostMortems(
            ledger,
            reports,
            new EventReader(directory.resolve("events"), SCHEMA),
            SCHEMA,
            "amount",
            clock);
    files = new PostMortemFiles(postMortems, ledger, directory.resolve("postmortems"));
    promote("v1", "the first", "");
  }

  ConsoleServer.Parts parts() {
    return new ConsoleServer.Parts(
        ledger, reports, killSwitch, autonomy, people, postMortems, clock);
  }

  void agentRuns() {
    Responder responder =
        new Responder(
            new Responder.Parts(
                () -> reports.latest(clock.instant(), Duration.ofMinutes(10)),
                new Scripted(),
                new Doing(),
                ledger,
                policy,
                question ->
                    Reasoner.Answer.ofRules(
                        policy.recommend(
                            question.evidence(),
                            question.fitting(),
                            question.retries(),
                            question.allowed())),
                new AgentSettings(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    2,
                    100,
                    RecoveryTest.defaults()),
                killSwitch,
                AgentListener.silent(),
                clock));
    clock.advance(Duration.ofMillis(1500));
    try {
      responder.once();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A report of so many drifted features: 1 of 4 asks for an alert, 2 for a rollback, 3 for a
  /// retrain.
  void reported(int drifted) {
    clock.advance(Duration.ofSeconds(2));
    Instant now = clock.instant();
    reports.write(
        new CheckReport(
            "report-%04d".formatted(++number),
            now,
            ledger.aliases().current("champion").orElseThrow().version(),
            Optional.of(new Window(now.minusSeconds(4), now, 2000)),
            drift(drifted),
            true,
            Optional.of(now.minusSeconds(10)),
            new RocAuc.NotEnoughData(0, 100),
            new Recommendation(Decision.OK, 0, "not asked"),
            Duration.ZERO));
  }

  /// A festival that was repaired by a retrain and is over.
  Incident recovered() {
    reported(3);
    agentRuns();
    windows.add(drift(0));
    windows.add(drift(0));
    agentRuns();
    performance = new RocAuc.Measured(0.955, 0.004, 400, 4000);
    agentRuns();
    return incident();
  }

  /// A drift of which people were only told.
  Incident alerted() {
    reported(1);
    agentRuns();
    return incident();
  }

  /// The newest incident.
  Incident incident() {
    return IncidentCodec.read(ledger.incidents().all().getLast().detail());
  }

  /// Requests and labels, a millisecond apart from now on.
  void served(List<Row> rows) {
    List<Event.Draft> drafts = new ArrayList<>();
    for (Row row : rows) {
      drafts.add(time ->
          new Event.Prediction(
              time,
              row.id(),
              "v1",
              new double[] {row.amount(), 1, 2, 3},
              row.score(),
              row.score() >= 0.4));
      row.fraud().ifPresent(fraud -> drafts.add(time -> new Event.Label(time, row.id(), fraud)));
    }
    try (EventLog log =
        EventLog.open(directory.resolve("events"), SCHEMA, EventSettings.defaults(), clock)) {
      log.append(drafts);
    } catch (EventLogUnavailable e) {
      throw new IllegalStateException(e);
    }
  }

  /// A request.
  record Row(String id, double amount, double score, Optional<Boolean> fraud) {}

  private Outcome promote(String version, String why, String key) {
    Optional<String> before = ledger.aliases().current("champion").map(fact -> fact.version());
    ledger.versions().record(version, "9f86d081884c7d65", before, key);
    if (ledger.aliases().compareAndSet("champion", before, version, why, key).isEmpty()) {
      throw new IllegalStateException("somebody else changed the champion");
    }
    return new Outcome.Changed(
        before.orElse(""), version, 0.95, 0.01, "promoted | roc_auc=0.9500 | version=" + version);
  }

  static DriftReport drift(int drifted) {
    List<FeatureDrift> features = new ArrayList<>();
    for (int i = 0; i < FEATURES.size(); i++) {
      features.add(
          new FeatureDrift(
              FEATURES.get(i),
              DriftTest.WASSERSTEIN,
              0.1,
              i < drifted ? new Verdict.Drifted(0.4) : new Verdict.Stable(0.02),
              10_000,
              2000));
    }
    double score = drifted / 4.0;
    return new DriftReport(
        2000,
        features,
        List.of(),
        drifted == 0 ? new Verdict.Stable(score) : new Verdict.Drifted(score));
  }

  private final class Scripted implements Checks {
    @Override
    public Optional<PerformanceFall> fall(String version, Instant since) {
      return Optional.empty();
    }

    @Override
    public DriftCheck.Finding following(String version, Instant after) {
      DriftReport next = windows.poll();
      return next == null
          ? new DriftCheck.Finding(
              Optional.empty(),
              new DriftReport(0, List.of(), List.of(), new Verdict.NotEnoughData(0, 50)))
          : new DriftCheck.Finding(
              Optional.of(new Window(after.plusNanos(1000), after.plusSeconds(4), 2000)), next);
    }

    @Override
    public DriftCheck.Finding newest(String version) {
      return new DriftCheck.Finding(Optional.empty(), drift(0));
    }

    @Override
    public RocAuc performance(String version, Instant after, int needed) {
      return performance;
    }
  }

  private final class Doing implements Remedies {
    @Override
    public Optional<String> fittingVersion(CheckReport report) {
      return Optional.empty();
    }

    @Override
    public Optional<LabelSupply> labels(CheckReport report) {
      return Optional.of(new LabelSupply(1000, 200, 0, Duration.ZERO));
    }

    @Override
    public Outcome perform(Remedy remedy, Order order) {
      clock.advance(Duration.ofSeconds(12));
      return switch (remedy) {
        case Remedy.Alert _ -> new Outcome.Delivered("alert written");
        case Remedy.RollBack _ -> rollback;
        case Remedy.Retrain _ ->
            promote("v2", "retrained: roc_auc 0.7876 -> 0.9513, 100 frauds", order.key());
      };
    }

    @Override
    public Outcome reconcile(JournalEntry intent) {
      return new Outcome.Interrupted("nothing was done");
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
