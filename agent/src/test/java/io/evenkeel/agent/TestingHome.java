package io.evenkeel.agent;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.GuardLimits;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.RecoveryTest;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A home with a real ledger, in which v1 serves; everything else is scripted. Owned by the test's
/// thread.
final class TestingHome implements AutoCloseable {
  final TestingClock clock = new TestingClock();
  final Ledger ledger;
  final ScriptedRemedies remedies;
  final ScriptedChecks checks = new ScriptedChecks();
  Policy policy = Policy.defaults(Set.of("amount", "txn_count_1h", "sender_age_days"));
  AgentSettings settings =
      new AgentSettings(
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          2,
          100,
          RecoveryTest.defaults(),
          ReappraisalSettings.defaults(),
          Autonomy.FULL,
          GuardLimits.defaults());
  final List<AgentEvent> events = new ArrayList<>();
  AgentListener listener = events::add;
  KillSwitch killSwitch = KillSwitch.never();
  Reasoner reasoner = new RuleReasoner(policy);
  Reports reports = ReportStore.Reading.Missing::new;
  private int reportNumber;

  TestingHome(Path directory) {
    ledger = Ledger.open(directory.resolve("ledger.db"), clock);
    remedies = new ScriptedRemedies(ledger);
    remedies.promote("", "v1");
    remedies.effects.clear();
  }

  /// With other limits.
  void limit(UnaryOperator<GuardLimits> change) {
    settings = with(settings.autonomy(), change.apply(settings.limits()));
  }

  /// With another autonomy.
  void autonomy(Autonomy autonomy) {
    settings = with(autonomy, settings.limits());
  }

  private AgentSettings with(Autonomy autonomy, GuardLimits limits) {
    return new AgentSettings(
        settings.oldestReport(),
        settings.retryAfter(),
        settings.reopenWithin(),
        settings.verifyWithin(),
        settings.quietWindows(),
        settings.frauds(),
        settings.recovery(),
        settings.reappraisal(),
        autonomy,
        limits);
  }

  /// An agent as a process that has just started has it.
  Responder responder() {
    return new Responder(
        new Responder.Parts(
            () -> reports.latest(),
            checks,
            remedies,
            ledger,
            policy,
            reasoner,
            settings,
            killSwitch,
            listener,
            clock));
  }

  /// A second later, there is a new report about v1.
  CheckReport reported(int drifted) {
    return reported("v1", TestingReports.drift(drifted), true);
  }

  CheckReport reported(String version, DriftReport drift, boolean confirmed) {
    return reported(version, drift, List.of(), confirmed);
  }

  CheckReport reported(
      String version, DriftReport drift, List<DataFault> faults, boolean confirmed) {
    clock.advance(Duration.ofSeconds(1));
    CheckReport report =
        TestingReports.report(
            "report-%04d".formatted(++reportNumber),
            version,
            drift,
            faults,
            confirmed,
            clock.instant());
    reports = () -> new ReportStore.Reading.Sound(report);
    return report;
  }

  /// The only incident.
  Incident incident() {
    List<Incident> all = incidents();
    if (all.size() != 1) {
      throw new AssertionError("expected one incident, there are " + all);
    }
    return all.getFirst();
  }

  List<Incident> incidents() {
    return ledger.incidents().all().stream()
        .map(fact -> IncidentCodec.read(fact.detail()))
        .toList();
  }

  /// The journal of the only incident as `PHASE step code`.
  List<String> journal() {
    return ledger.journal().of(incident().id()).stream()
        .map(entry -> entry.phase() + " " + entry.step() + " " + entry.code())
        .map(String::strip)
        .toList();
  }

  long decisions(String code) {
    return ledger.journal().counts("decision", JournalEntry.Phase.NOTE).getOrDefault(code, 0L);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
