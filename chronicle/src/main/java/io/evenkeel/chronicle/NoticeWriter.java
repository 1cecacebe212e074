package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.AgentFact.Decided;
import io.evenkeel.agent.AgentFact.Ended;
import io.evenkeel.agent.AgentFact.Moved;
import io.evenkeel.alerts.Notice;
import io.evenkeel.alerts.Notice.Kind;
import io.evenkeel.alerts.Notice.MovedFeature;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Timeline;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Facts of an incident as notices for people. Nothing in them comes from traffic.
///
/// @param reports the drift reports, as long as they are kept
/// @param aliases the history of the champion
/// @param model the name of the model
record NoticeWriter(ReportStore reports, Aliases aliases, String model) {
  private static final String CHAMPION = "champion";
  private static final String VERIFICATION = "verify-";

  /// What kind of notice a fact is; empty when people never hear of its like. Whether they hear of
  /// this very one is said by [Story#news].
  static Optional<Kind> kind(AgentFact fact) {
    if (fact.incident().isEmpty()) {
      return Optional.empty();
    }
    return switch (fact) {
      case Decided decided ->
          decided.decision() == Decision.OK ? Optional.empty() : Optional.of(Kind.DECIDED);
      // What a guard refused before a decision was made is told by the decision's reasons.
      case Ended ended when ended.key().isEmpty() -> Optional.empty();
      case Ended ended -> Optional.of(ended.effective() ? Kind.ACTED : Kind.NOT_ACTED);
      case Moved moved ->
          switch (moved.state()) {
            case MITIGATED -> Optional.of(Kind.MITIGATED);
            case RESOLVED -> Optional.of(Kind.RESOLVED);
            case REOPENED -> Optional.of(Kind.REOPENED);
            case OPEN, ACKNOWLEDGED, MITIGATING -> Optional.empty();
          };
      case AgentFact.Consulted _,
          AgentFact.Announced _,
          AgentFact.AtRisk _,
          AgentFact.Verified _,
          AgentFact.Instructed _ ->
          Optional.empty();
    };
  }

  /// The key of the notice of a fact. The number alone would be that of another home's notice too.
  static String key(AgentFact fact) {
    return fact.incident() + "/" + fact.sequence();
  }

  /// Writes a notice.
  ///
  /// @param fact the fact
  /// @param kind its kind
  /// @param story what is known of its incident, the fact included
  Notice write(AgentFact fact, Kind kind, Story story) {
    String version = serving(fact, story);
    Optional<Decided> decided = story.latestDecision();
    Optional<Ended> byVerification =
        fact instanceof Ended ended && ended.report().startsWith(VERIFICATION)
            ? Optional.of(ended)
            : Optional.empty();
    Optional<CheckReport> report = decided.flatMap(made -> report(made.report()));
    List<String> quality =
        report.stream()
            .flatMap(known ->
                Stream.concat(
                    known.faults().stream().map(DataFault::describe),
                    known.drift().qualityIssues().stream().map(QualityIssue::describe)))
            .toList();
    return new Notice(
        fact.incident(),
        key(fact),
        fact.time(),
        kind,
        story.state(),
        model,
        version,
        byVerification
            .map(Ended::action)
            .or(() -> decided.map(Decided::decision))
            .orElse(Decision.ALERT),
        byVerification.isPresent() ? "verification" : decided.map(Decided::source).orElse("rules"),
        decided.map(Decided::confidence).orElse(0.0),
        byVerification
            .flatMap(_ -> story.verification())
            .or(() -> decided.map(Decided::reasoning))
            .orElse(""),
        decided.map(Decided::driftScore).orElse(OptionalDouble.empty()),
        report.map(CheckReport::drift).map(NoticeWriter::moved).orElse(List.of()),
        quality,
        outcome(kind, story),
        change(fact, kind, story, version)
            .map(change -> new Notice.Change(change.from(), change.to())),
        story.timeline().flatMap(NoticeWriter::timeToDetect),
        story.timeline().flatMap(NoticeWriter::timeToRecover),
        whatToDo(fact, kind, story, version, quality));
  }

  /// The version that served when the fact was written, whoever had put it there.
  private String serving(AgentFact fact, Story story) {
    return aliases.history(CHAMPION).stream()
        .filter(champion -> !champion.since().isAfter(fact.time()))
        .reduce((_, later) -> later)
        .map(Aliases.Fact::version)
        .orElseGet(story::version);
  }

  /// What came of the latest action; nothing yet where one is only decided on.
  private static String outcome(Kind kind, Story story) {
    return switch (kind) {
      case DECIDED -> "";
      case ACTED, NOT_ACTED, MITIGATED, RESOLVED, REOPENED ->
          story.latestEnd().map(OutcomeWords::of).orElse("");
    };
  }

  /// The change that an action made; later the latest one, as long as nobody made another since.
  private static Optional<AgentFact.Change> change(
      AgentFact fact, Kind kind, Story story, String version) {
    return switch (kind) {
      case DECIDED -> Optional.empty();
      case ACTED, NOT_ACTED -> fact instanceof Ended ended ? ended.change() : Optional.empty();
      case MITIGATED, RESOLVED, REOPENED ->
          story.latestChange().flatMap(Ended::change).filter(change -> change.to().equals(version));
    };
  }

  private Optional<CheckReport> report(String id) {
    return switch (reports.find(id)) {
      case ReportStore.Reading.Sound(var sound) -> Optional.of(sound);
      case ReportStore.Reading.Missing _,
          ReportStore.Reading.Stale _,
          ReportStore.Reading.Malformed _ ->
          Optional.empty();
    };
  }

  private static List<MovedFeature> moved(DriftReport report) {
    return report.features().stream()
        .filter(FeatureDrift::drifted)
        .map(feature ->
            new MovedFeature(
                feature.feature(), feature.test().code(), score(feature), feature.threshold()))
        .toList();
  }

  private static double score(FeatureDrift feature) {
    return switch (feature.verdict()) {
      case Verdict.Stable(double score) -> score;
      case Verdict.Drifted(double score) -> score;
      case Verdict.NotEnoughData _ -> Double.NaN;
    };
  }

  private static Optional<Duration> timeToDetect(Timeline timeline) {
    return timeline.onset().map(onset -> Duration.between(onset, timeline.detected()));
  }

  private static Optional<Duration> timeToRecover(Timeline timeline) {
    return timeline
        .resolved()
        .map(end -> Duration.between(timeline.onset().orElse(timeline.detected()), end));
  }

  private static String whatToDo(
      AgentFact fact, Kind kind, Story story, String version, List<String> quality) {
    return switch (kind) {
      case DECIDED ->
          withRisk(
              story,
              switch (story.latestDecision().map(Decided::decision).orElse(Decision.ALERT)) {
                case OK, ALERT -> lookInto(story, quality);
                case ROLLBACK -> await("a rollback", fact, story);
                case RETRAIN -> await("a retrain", fact, story);
              });
      case ACTED ->
          fact instanceof Ended ended && ended.change().isPresent()
              ? "Nothing: verification watches whether %s holds.".formatted(version)
              : lookInto(story, quality);
      case NOT_ACTED -> afterFailure(fact);
      case MITIGATED -> "Nothing: the detector is quiet, live performance is still being measured.";
      case RESOLVED -> "Nothing: the incident is over.";
      case REOPENED ->
          "Look at the incident: its repair did not hold, or the same drift came back.";
    };
  }

  /// The advice, and before it what holds meanwhile.
  private static String withRisk(Story story, String advice) {
    return story
        .atRisk()
        .map(holds -> Character.toUpperCase(holds.charAt(0)) + holds.substring(1) + ". " + advice)
        .orElse(advice);
  }

  private static String await(String remedy, AgentFact fact, Story story) {
    return fact instanceof Decided decided && story.repeats(decided)
        ? "Nothing now: should %s be tried again, you are told what comes of it.".formatted(remedy)
        : "Nothing now: %s is tried, and you are told what comes of it.".formatted(remedy);
  }

  private static String afterFailure(AgentFact fact) {
    if (!(fact instanceof Ended ended)) {
      return "Look at the incident.";
    }
    if (ended.action() == Decision.ALERT) {
      return "Look at the incident now: the alert could not be written on the agent's machine.";
    }
    return switch (ended.code()) {
      case "kill_switch" ->
          "Repair it by hand, or release the kill switch to let the agent act again.";
      case "interrupted" -> "Nothing now: the agent was interrupted and tries again.";
      default -> "Nothing now: the agent tries what is weaker, in the end an alert.";
    };
  }

  private static String lookInto(Story story, List<String> quality) {
    if (!quality.isEmpty()) {
      return "Repair the data that callers send: " + String.join("; ", quality) + ".";
    }
    List<String> drifted = story.latestDecision().map(Decided::drifted).orElse(List.of());
    return drifted.isEmpty()
        ? "Look at the latest report and at the model's live performance."
        : "Find out why %s moved; train or roll back by hand if the model suffers."
            .formatted(String.join(", ", drifted));
  }
}
