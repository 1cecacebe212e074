package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.FaultRule;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Joining;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.incident.Symptom;
import io.evenkeel.monitor.CheckReport;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides, records the decision, and finds the incident that it belongs to.
record ReasonNode(
    Policy policy,
    Reasoner reasoner,
    Remedies remedies,
    Casebook casebook,
    DecisionLog decisions,
    AgentSettings settings,
    KillSwitch killSwitch,
    AgentListener listener,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(ReasonNode.class);

  Stage decide(Stage.Evidence evidence) throws InterruptedException {
    CheckReport report = evidence.report();
    Reasoner.Question question = question(evidence);
    Recommendation byRules =
        policy.recommend(
            question.evidence(), question.fitting(), question.retries(), question.allowed());
    if (byRules.decision() == Decision.OK
        && report.drift().verdict() instanceof Verdict.NotEnoughData) {
      return new Stage.Ended(new AgentRun.Idle(byRules.reasoning()));
    }
    Reasoner.Answer answer = reasoner.decide(question);
    decisions.consulted(report, incident(evidence), answer.consultation());
    if (!question.allowed().contains(answer.recommendation().decision())) {
      LOG.warn(
          "{} proposed {}, which is not allowed now; the rules decide",
          answer.source(),
          answer.recommendation().decision());
      answer = new Reasoner.Answer(byRules, "rules", answer.consultation());
    }
    answer = answer.naming(report.faults());
    Optional<Remedy> remedy = answer.recommendation().decision().remedy();
    return remedy.isEmpty() ? calm(report, answer) : act(evidence, answer, remedy.get());
  }

  private Reasoner.Question question(Stage.Evidence evidence) {
    CheckReport report = evidence.report();
    int retries = evidence.attempts().retries();
    Set<Decision> allowed = allowed(report, evidence.attempts());
    Recommendation alone = policy.recommend(report.drift(), Optional.empty(), retries, allowed);
    Optional<String> fitting =
        switch (alone.decision()) {
          case OK, ALERT -> Optional.empty();
          case ROLLBACK, RETRAIN -> fitting(report);
        };
    return new Reasoner.Question(report.drift(), fitting, allowed, retries);
  }

  /// What may be decided now. While the kill switch is on, and of faulty data, people can be told
  /// and no more.
  private Set<Decision> allowed(CheckReport report, Attempts attempts) {
    EnumSet<Decision> allowed = EnumSet.noneOf(Decision.class);
    allowed.addAll(attempts.allowed());
    allowed.retainAll(FaultRule.allowed(report.faults()));
    Optional<String> stopped = killSwitch.standing();
    if (stopped.isPresent()) {
      LOG.warn("people can be told and no more: {}", stopped.get());
      allowed.retainAll(EnumSet.of(Decision.OK, Decision.ALERT));
    }
    return allowed;
  }

  private static String incident(Stage.Evidence evidence) {
    return evidence.subject().map(known -> known.incident().id()).orElse("");
  }

  private Optional<String> fitting(CheckReport report) {
    try {
      return remedies.fittingVersion(report);
    } catch (RuntimeException e) {
      LOG.error("could not look for a version that fits; deciding without one", e);
      return Optional.empty();
    }
  }

  private Stage calm(CheckReport report, Reasoner.Answer answer) {
    decisions.record(report, answer.recommendation(), answer.source(), "");
    listener.on(new AgentEvent.Decided(report.id(), "", answer.recommendation(), 0));
    return new Stage.Ended(new AgentRun.Calm(answer.recommendation()));
  }

  private Stage act(Stage.Evidence evidence, Reasoner.Answer answer, Remedy remedy) {
    CheckReport report = evidence.report();
    Recommendation recommendation = answer.recommendation();
    Instant now = clock.instant();
    Symptom symptom =
        new Symptom(
            report.id(),
            report.version(),
            Symptom.causeOf(report.drift()),
            report.onset(),
            report.timestamp());
    Optional<Case> home = evidence.subject().or(() -> home(symptom, now));
    Optional<String> enough =
        home.flatMap(subject -> enough(subject.incident(), report, recommendation, now));
    Case subject =
        home.map(known -> join(known, symptom))
            .orElseGet(() -> casebook.open(Incident.open(symptom, now)));
    String id = subject.incident().id();
    if (enough.isPresent()) {
      note(report, answer, id, evidence.attempts());
      casebook.update(subject, Incident::handledLatest);
      return new Stage.Ended(new AgentRun.Joined(id, recommendation, enough.get()));
    }
    if (evidence.attempts().retries() == 0) {
      subject = casebook.update(subject, known -> known.decided(recommendation.decision(), now));
    }
    note(report, answer, id, evidence.attempts());
    return new Stage.Decided(report, subject, remedy, recommendation, evidence.attempts());
  }

  private void note(
      CheckReport report, Reasoner.Answer answer, String incident, Attempts attempts) {
    decisions.record(report, answer.recommendation(), answer.source(), incident);
    listener.on(
        new AgentEvent.Decided(report.id(), incident, answer.recommendation(), attempts.retries()));
  }

  private Optional<Case> home(Symptom symptom, Instant now) {
    var all = casebook.all();
    return new Joining(settings.reopenWithin())
        .home(all.stream().map(Case::incident).toList(), symptom.cause(), now)
        .flatMap(found ->
            all.stream().filter(known -> known.incident().id().equals(found.id())).findFirst());
  }

  private Case join(Case known, Symptom symptom) {
    return known.incident().latest().report().equals(symptom.report())
        ? known
        : casebook.update(known, incident -> incident.joined(symptom));
  }

  /// Why nothing more need be done about an incident now: what was done a short while ago about the
  /// same version was at least as strong as what the report asks for.
  private Optional<String> enough(
      Incident incident, CheckReport report, Recommendation recommendation, Instant now) {
    if (incident.resolved()
        || !incident.handled()
        || !incident.latest().version().equals(report.version())
        || recommendation.decision().compareTo(incident.decision()) > 0) {
      return Optional.empty();
    }
    return incident
        .timeline()
        .acted()
        .filter(acted -> now.isBefore(acted.plus(settings.retryAfter())))
        .map(acted ->
            "joined %s, about which %s was last acted on at %s"
                .formatted(incident.id(), incident.decision().code(), acted));
  }
}
