package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Guard;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Joining;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.incident.Symptom;
import io.evenkeel.monitor.CheckReport;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
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
    Gatekeeper gatekeeper,
    GuardedDoor door,
    AgentListener listener,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(ReasonNode.class);

  /// A question and what the guards have to do with it.
  ///
  /// @param question what is asked
  /// @param unguarded what the rules would decide if no guard had refused anything
  /// @param refused the actions that the guards refused
  private record Guarded(
      Reasoner.Question question,
      Recommendation unguarded,
      Map<Decision, Guard.Verdict.Refused> refused) {
    /// The refusals without which more would be done, the strongest first.
    SequencedMap<Decision, Guard.Verdict.Refused> felt(Decision byRules) {
      SequencedMap<Decision, Guard.Verdict.Refused> felt =
          new TreeMap<Decision, Guard.Verdict.Refused>(Comparator.reverseOrder());
      refused.forEach((action, refusal) -> {
        if (action.compareTo(byRules) > 0 && action.compareTo(unguarded.decision()) <= 0) {
          felt.put(action, refusal);
        }
      });
      return felt;
    }
  }

  Stage decide(Stage.Evidence evidence) throws InterruptedException {
    CheckReport report = evidence.report();
    Guarded guarded = guarded(evidence);
    Reasoner.Question question = guarded.question();
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
    var felt = guarded.felt(byRules.decision());
    answer = answer.naming(report.faults(), report.culprit()).after(felt.values());
    Optional<Remedy> remedy = answer.recommendation().decision().remedy();
    return remedy.isEmpty() ? calm(report, answer) : act(evidence, answer, remedy.get(), felt);
  }

  private Guarded guarded(Stage.Evidence evidence) {
    CheckReport report = evidence.report();
    int retries = evidence.attempts().retries();
    Set<Decision> open = evidence.attempts().allowed();
    Recommendation alone = policy.recommend(report.drift(), Optional.empty(), retries, open);
    Gatekeeper.Permission permission =
        gatekeeper.permit(report, alone.decision(), open, () -> opens(evidence));
    Decision possible =
        policy
            .recommend(report.drift(), Optional.empty(), retries, permission.allowed())
            .decision();
    Optional<String> fitting =
        changesTheChampion(possible)
                || (gatekeeper.autonomy() != Autonomy.FULL && changesTheChampion(alone.decision()))
            ? fitting(report)
            : Optional.empty();
    return new Guarded(
        new Reasoner.Question(report.drift(), fitting, permission.allowed(), retries),
        policy.recommend(report.drift(), fitting, retries, open),
        permission.refused());
  }

  private static boolean changesTheChampion(Decision decision) {
    return switch (decision) {
      case OK, ALERT -> false;
      case ROLLBACK, RETRAIN -> true;
    };
  }

  /// Whether deciding to do something opens or reopens an incident.
  private boolean opens(Stage.Evidence evidence) {
    return evidence
        .subject()
        .or(() -> home(symptom(evidence.report()), clock.instant()))
        .map(known -> known.incident().resolved())
        .orElse(true);
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

  private static Symptom symptom(CheckReport report) {
    return new Symptom(
        report.id(),
        report.version(),
        Symptom.causeOf(report.drift()),
        report.onset(),
        report.timestamp());
  }

  private Stage act(
      Stage.Evidence evidence,
      Reasoner.Answer answer,
      Remedy remedy,
      SequencedMap<Decision, Guard.Verdict.Refused> felt) {
    CheckReport report = evidence.report();
    Recommendation recommendation = answer.recommendation();
    Instant now = clock.instant();
    Symptom symptom = symptom(report);
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
    new Meanwhile(remedies, decisions.journal()).note(report, id, recommendation.decision());
    Incident taken = subject.incident();
    felt.forEach((action, refusal) -> door.refused(taken, action, refusal, report));
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
