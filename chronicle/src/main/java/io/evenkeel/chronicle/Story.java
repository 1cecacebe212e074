package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentFact.Decided;
import io.evenkeel.agent.AgentFact.Ended;
import io.evenkeel.agent.AgentFact.Moved;
import io.evenkeel.agent.AgentFact.Verified;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The facts of one incident up to some moment. Whoever tells of a fact tells of what was known
/// then, so that telling it again later gives the same.
///
/// @param facts oldest first
record Story(List<AgentFact> facts) {
  Story {
    facts = List.copyOf(facts);
  }

  /// The decision that an action carried out: the last one before it on the same report.
  Optional<Decided> decisionOn(String report) {
    return newest(Decided.class, decided -> decided.report().equals(report));
  }

  Optional<Decided> latestDecision() {
    return newest(Decided.class, _ -> true);
  }

  Optional<Ended> latestEnd() {
    return newest(Ended.class, ended -> !ended.key().isEmpty());
  }

  /// The latest action that changed the champion.
  Optional<Ended> latestChange() {
    return newest(Ended.class, ended -> ended.change().isPresent());
  }

  /// What verification said last, in words.
  Optional<String> verification() {
    return newest(Verified.class, verified -> !verified.describe().isEmpty())
        .map(Verified::describe);
  }

  /// What holds until a repair is there and what it costs, in words, where that is known of the
  /// report that was decided on last.
  Optional<String> atRisk() {
    return latestDecision()
        .flatMap(decided ->
            newest(
                AgentFact.AtRisk.class,
                risk ->
                    risk.report().equals(decided.report())
                        && risk.risk() instanceof MoneyAtRisk.Known))
        .map(AgentFact.AtRisk::describe);
  }

  IncidentState state() {
    return newest(Moved.class, _ -> true).map(Moved::state).orElse(IncidentState.OPEN);
  }

  Optional<Timeline> timeline() {
    return newest(Moved.class, moved -> moved.timeline().isPresent()).flatMap(Moved::timeline);
  }

  /// The version that serves, as far as the incident tells: the latest that the champion was
  /// changed to, or else the one that the latest report is about. Changes by people are not among
  /// its facts.
  String version() {
    return latestChange()
        .flatMap(Ended::change)
        .map(AgentFact.Change::to)
        .or(() -> latestDecision().map(Decided::version).filter(version -> !version.isEmpty()))
        .or(() -> newest(Moved.class, _ -> true).map(Moved::version))
        .orElse("");
  }

  /// What people hear of, oldest first. Of decisions that is the first, each that differs from the
  /// one before, and the first after the incident was reopened: while an incident is left alone
  /// every further report is decided on again, and nothing is tried.
  List<AgentFact> news() {
    List<AgentFact> news = new ArrayList<>();
    Decision known = Decision.OK;
    for (AgentFact fact : facts) {
      if (fact instanceof Moved moved && moved.state() == IncidentState.REOPENED) {
        known = Decision.OK;
      }
      if (NoticeWriter.kind(fact).isEmpty()) {
        continue;
      }
      if (fact instanceof Decided decided) {
        if (decided.decision() == known) {
          continue;
        }
        known = decided.decision();
      }
      news.add(fact);
    }
    return news;
  }

  /// Whether an earlier report led to a decision that was at least as strong. The latest one may be
  /// no more than said then: the incident is left alone for a while after it was acted on.
  boolean repeats(Decided latest) {
    return facts.stream()
        .filter(fact -> fact.sequence() < latest.sequence())
        .filter(Decided.class::isInstance)
        .map(Decided.class::cast)
        .anyMatch(earlier ->
            !earlier.report().equals(latest.report())
                && earlier.decision().compareTo(latest.decision()) >= 0);
  }

  /// The actions that have ended, oldest first.
  List<Ended> ends() {
    return facts.stream().filter(Ended.class::isInstance).map(Ended.class::cast).toList();
  }

  private <T extends AgentFact> Optional<T> newest(Class<T> type, Predicate<T> wanted) {
    return facts.reversed().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(wanted)
        .findFirst();
  }
}
