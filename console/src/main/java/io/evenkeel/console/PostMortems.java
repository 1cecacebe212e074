package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentJournal;
import io.evenkeel.agent.IncidentCodec;
import io.evenkeel.console.PostMortem.End;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.events.EventReader;
import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Puts post-mortems together. Reads only.
///
/// Safe for use by many threads.
public final class PostMortems {
  private static final String CHAMPION = "champion";
  private static final long MOST_REQUESTS = 5_000_000;

  private final Ledger ledger;
  private final AgentJournal journal;
  private final ReportStore reports;
  private final ImpactReading impact;
  private final Clock clock;

  /// @param ledger the facts
  /// @param reports the drift reports, as long as they are kept
  /// @param events the requests, as long as they are kept
  /// @param schema the features
  /// @param money the feature that is an amount of money; it need not exist
  /// @param clock the present
  public PostMortems(
      Ledger ledger,
      ReportStore reports,
      EventReader events,
      FeatureSchema schema,
      String money,
      Clock clock) {
    this.ledger = ledger;
    this.journal = new AgentJournal(ledger.journal());
    this.reports = reports;
    this.impact = new ImpactReading(events, schema, money, MOST_REQUESTS);
    this.clock = clock;
  }

  /// The post-mortem of an incident, if there is one of that id. Reads the requests of its time,
  /// five million at most, which takes a few seconds then.
  public Optional<PostMortem> of(String id) {
    return ledger.incidents().find(id).map(fact -> of(IncidentCodec.read(fact.detail())));
  }

  private PostMortem of(Incident incident) {
    Instant now = clock.instant();
    List<AgentFact> facts = facts(incident.id());
    List<PostMortem.Change> changes = changes(incident.id());
    return new PostMortem(
        incident.id(),
        incident.state(),
        now,
        incident.version(),
        ledger.aliases().current(CHAMPION).map(Aliases.Fact::version).orElse(""),
        incident.cause(),
        end(incident),
        incident.timeline(),
        incident.marks(),
        reach(incident, changes, now),
        facts.stream()
            .map(
                fact -> new PostMortem.Entry(fact.time(), FactText.kind(fact), FactText.what(fact)))
            .toList(),
        evidence(facts),
        refusals(facts),
        changes,
        earlier(incident),
        Lessons.well(incident, facts),
        Lessons.badly(incident, facts),
        ledger.head());
  }

  private List<AgentFact> facts(String id) {
    return ledger.journal().of(id).stream().map(journal::read).flatMap(Optional::stream).toList();
  }

  static End end(Incident incident) {
    if (!incident.resolved()) {
      return new End.Open();
    }
    return incident
        .marks()
        .closed()
        .<End>map(End.ClosedBy::new)
        .or(() -> incident.timeToRecover().map(End.Measured::new))
        .orElseGet(End.Open::new);
  }

  private Impact reach(Incident incident, List<PostMortem.Change> changes, Instant now) {
    Instant from = incident.timeline().onset().orElse(incident.timeline().detected());
    Instant until = changes.isEmpty() ? incident.ended().orElse(now) : changes.getLast().at();
    return impact.of(from, until, now);
  }

  private List<PostMortem.Change> changes(String id) {
    return ledger.aliases().history(CHAMPION).stream()
        .filter(fact -> fact.key().startsWith(id + "/"))
        .map(fact ->
            new PostMortem.Change(
                fact.since(),
                fact.version(),
                fact.why(),
                ledger.versions().find(fact.version()).map(Versions.Fact::digest).orElse("")))
        .toList();
  }

  private List<PostMortem.Evidence> evidence(List<AgentFact> facts) {
    return facts.stream()
        .flatMap(fact ->
            fact instanceof AgentFact.Decided decided
                ? Stream.of(decided.report())
                : Stream.empty())
        .distinct()
        .map(reports::find)
        .flatMap(reading ->
            reading instanceof ReportStore.Reading.Sound(CheckReport report)
                ? Stream.of(evidence(report))
                : Stream.empty())
        .toList();
  }

  private static PostMortem.Evidence evidence(CheckReport report) {
    DriftReport drift = report.drift();
    return new PostMortem.Evidence(
        report.id(),
        report.timestamp(),
        report.version(),
        drift.rows(),
        report.conclusive() ? OptionalDouble.of(drift.driftScore()) : OptionalDouble.empty(),
        drift.features().stream()
            .sorted(Comparator.comparing(feature -> !feature.drifted()))
            .map(PostMortems::feature)
            .toList(),
        Stream.concat(
                report.faults().stream().map(DataFault::describe),
                drift.qualityIssues().stream().map(QualityIssue::describe))
            .toList(),
        report
            .watch()
            .map(finding ->
                "the watch alarmed at %s, of rows since %s"
                    .formatted(TimeText.moment(finding.alarm()), TimeText.moment(finding.onset())))
            .orElse(""));
  }

  private static PostMortem.Feature feature(FeatureDrift feature) {
    double score =
        switch (feature.verdict()) {
          case Verdict.Stable(double value) -> value;
          case Verdict.Drifted(double value) -> value;
          case Verdict.NotEnoughData _ -> Double.NaN;
        };
    return new PostMortem.Feature(
        feature.feature(), feature.test().code(), score, feature.threshold(), feature.drifted());
  }

  private static List<PostMortem.Refusal> refusals(List<AgentFact> facts) {
    return facts.stream()
        .flatMap(fact ->
            fact instanceof AgentFact.Ended ended && !ended.effective()
                ? Stream.of(
                    new PostMortem.Refusal(
                        ended.time(), ended.action().code(), ended.code(), ended.describe()))
                : Stream.empty())
        .toList();
  }

  private List<PostMortem.Earlier> earlier(Incident incident) {
    return ledger.incidents().all().stream()
        .map(fact -> IncidentCodec.read(fact.detail()))
        .filter(other -> !other.id().equals(incident.id()))
        .filter(other -> other.cause().equals(incident.cause()))
        .filter(other -> other.timeline().detected().isBefore(incident.timeline().detected()))
        .map(other ->
            new PostMortem.Earlier(
                other.id(), other.timeline().detected(), Lessons.end(end(other), other)))
        .toList();
  }
}
