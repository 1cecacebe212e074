package io.evenkeel.incident;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The rule that turns evidence into a decision. With the drift score `s`, the share of drifted
/// features:
///
/// | drift score | decision | confidence |
/// |---|---|---|
/// | above `retrainAbove` | RETRAIN | min(0.95, 0.70 + 0.5 s) |
/// | above `rollbackAbove` | ROLLBACK | min(0.88, 0.60 + 0.8 s) |
/// | above `alertAbove` | ALERT | min(0.80, 0.50 + 1.5 s) |
/// | otherwise | OK | min(0.99, 0.90 + 0.1 (1 - s)) |
///
/// A drifted high-impact feature raises OK to ALERT and ALERT to ROLLBACK (confidence 0.72), never
/// ROLLBACK to RETRAIN. A data-quality issue raises OK to ALERT. Where an earlier version fits the
/// current window, RETRAIN becomes ROLLBACK to it (confidence 0.88). Each retry takes 0.15 off.
///
/// A version that is measured worse than it was ([PerformanceRule]) is to be repaired whatever its
/// features do: everything becomes RETRAIN (confidence 0.85 where the features ask for less), or
/// ROLLBACK to a version that is measured better.
///
/// Too little data is not an OK that one may trust: the decision is OK, since nothing can be done,
/// with confidence 0 and a reasoning that says how many rows there were. Data quality counts even
/// then, because rejected requests are a finding however few rows were accepted.
///
/// Immutable and safe for use by many threads.
///
/// @param alertAbove drift score above which people are told, 0 to 1
/// @param rollbackAbove drift score above which a rollback is due
/// @param retrainAbove drift score above which a retrain is due
/// @param highImpact features whose drift alone raises OK to ALERT and ALERT to ROLLBACK
/// @param planned events that people have announced; they bear on what may be done, not on what is
///   recommended
public record Policy(
    double alertAbove,
    double rollbackAbove,
    double retrainAbove,
    Set<String> highImpact,
    List<PlannedEvent> planned) {
  private static final double OVERRIDE_CONFIDENCE = 0.72;
  private static final double FITTING_CONFIDENCE = 0.88;
  private static final double FALL_CONFIDENCE = 0.85;
  private static final double RETRY_COST = 0.15;
  private static final Set<Decision> EVERYTHING = Set.of(Decision.values());

  /// Rejects thresholds that are not in the order 0 <= alert <= rollback <= retrain <= 1.
  public Policy {
    highImpact = Set.copyOf(highImpact);
    planned = List.copyOf(planned);
    if (!(alertAbove >= 0
        && rollbackAbove >= alertAbove
        && retrainAbove >= rollbackAbove
        && retrainAbove <= 1)) {
      throw new IllegalArgumentException(
          "policy thresholds must be 0 <= alert <= rollback <= retrain <= 1, were %s, %s, %s"
              .formatted(alertAbove, rollbackAbove, retrainAbove));
    }
  }

  /// A policy without planned events.
  ///
  /// @throws IllegalArgumentException as the other constructor
  public Policy(
      double alertAbove, double rollbackAbove, double retrainAbove, Set<String> highImpact) {
    this(alertAbove, rollbackAbove, retrainAbove, highImpact, List.of());
  }

  /// The default thresholds: 0.10, 0.30, 0.50.
  ///
  /// @param highImpact the high-impact features of the schema
  public static Policy defaults(Set<String> highImpact) {
    return new Policy(0.10, 0.30, 0.50, highImpact, List.of());
  }

  /// Recommends.
  ///
  /// @param report the evidence
  /// @param fitting an earlier intact version whose reference fits the current window and that is
  ///   not measured worse, if there is one
  /// @param retries failed attempts so far; each takes 0.15 off the confidence
  public Recommendation recommend(DriftReport report, Optional<String> fitting, int retries) {
    return recommend(report, fitting, retries, EVERYTHING);
  }

  /// Recommends among what is allowed now: where the evidence asks for more, the next weaker
  /// decision that is allowed, down to ALERT, which is always allowed.
  ///
  /// @param report the evidence
  /// @param fitting an earlier intact version that fits the current window, if there is one
  /// @param retries failed attempts so far; each takes 0.15 off the confidence
  /// @param allowed the decisions that may be taken; OK and ALERT need not be among them
  public Recommendation recommend(
      DriftReport report, Optional<String> fitting, int retries, Set<Decision> allowed) {
    if (retries < 0) {
      throw new IllegalArgumentException("retries must not be negative, was " + retries);
    }
    double score = report.driftScore();
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a drift score must be 0 to 1, was " + score);
    }
    Judgement judgement =
        preferFitting(repair(raise(byScore(report, score), report), report), fitting);
    judgement = downgrade(judgement, score, allowed);
    if (retries > 0) {
      judgement =
          judgement.with(
              judgement.decision(),
              Math.max(0, judgement.confidence() - RETRY_COST * retries),
              retries == 1 ? "One attempt failed before." : retries + " attempts failed before.");
    }
    return new Recommendation(judgement.decision(), judgement.confidence(), judgement.reasoning());
  }

  private record Judgement(Decision decision, double confidence, String reasoning) {
    Judgement with(Decision next, double nextConfidence, String sentence) {
      return new Judgement(next, nextConfidence, reasoning + " " + sentence);
    }
  }

  private Judgement byScore(DriftReport report, double score) {
    if (report.verdict() instanceof Verdict.NotEnoughData(long seen, long needed)) {
      return new Judgement(
          Decision.OK, 0, "Not enough data: %d of %d rows.".formatted(seen, needed));
    }
    Decision decision =
        score > retrainAbove
            ? Decision.RETRAIN
            : score > rollbackAbove
                ? Decision.ROLLBACK
                : score > alertAbove ? Decision.ALERT : Decision.OK;
    String limit =
        switch (decision) {
          case RETRAIN -> "above " + number(retrainAbove);
          case ROLLBACK -> "above " + number(rollbackAbove);
          case ALERT -> "above " + number(alertAbove);
          case OK -> "not above " + number(alertAbove);
        };
    return new Judgement(
        decision,
        confidence(decision, score),
        "%s: drift score %s is %s.".formatted(drifted(report), number(score), limit));
  }

  private Judgement raise(Judgement judgement, DriftReport report) {
    Judgement raised = judgement;
    // Of too little data no feature can have drifted; only its quality can speak.
    boolean enough = !(report.verdict() instanceof Verdict.NotEnoughData);
    List<String> moved =
        enough
            ? report.driftedFeatures().stream().filter(highImpact::contains).toList()
            : List.of();
    if (!moved.isEmpty()) {
      String names = String.join(", ", moved) + (moved.size() == 1 ? " is" : " are");
      raised =
          switch (judgement.decision()) {
            case OK ->
                raised.with(
                    Decision.ALERT,
                    confidence(Decision.ALERT, report.driftScore()),
                    names + " high-impact, which raises ok to alert.");
            case ALERT ->
                raised.with(
                    Decision.ROLLBACK,
                    OVERRIDE_CONFIDENCE,
                    names + " high-impact, which raises alert to rollback.");
            case ROLLBACK, RETRAIN -> raised;
          };
    }
    if (report.qualityIssues().isEmpty()) {
      return raised;
    }
    String issues =
        "Data quality: "
            + report.qualityIssues().stream()
                .map(QualityIssue::describe)
                .collect(Collectors.joining("; "))
            + ".";
    return raised.decision() == Decision.OK
        ? raised.with(Decision.ALERT, confidence(Decision.ALERT, report.driftScore()), issues)
        : raised.with(raised.decision(), raised.confidence(), issues);
  }

  private static Judgement repair(Judgement judgement, DriftReport report) {
    return report
        .fall()
        .map(fall ->
            judgement.with(
                Decision.RETRAIN,
                judgement.decision() == Decision.RETRAIN ? judgement.confidence() : FALL_CONFIDENCE,
                "Measured worse than at the gate: " + fall.describe() + "."))
        .orElse(judgement);
  }

  private static Judgement preferFitting(Judgement judgement, Optional<String> fitting) {
    if (fitting.isEmpty()) {
      return judgement;
    }
    String version = fitting.get();
    return switch (judgement.decision()) {
      case RETRAIN ->
          judgement.with(
              Decision.ROLLBACK,
              FITTING_CONFIDENCE,
              version
                  + " fits the current window: what is known to fit beats what must be learned.");
      case ROLLBACK ->
          judgement.with(
              Decision.ROLLBACK, judgement.confidence(), version + " fits the current window.");
      case OK, ALERT -> judgement;
    };
  }

  private static Judgement downgrade(Judgement judgement, double score, Set<Decision> allowed) {
    EnumSet<Decision> possible = EnumSet.of(Decision.OK, Decision.ALERT);
    possible.addAll(allowed);
    Judgement downgraded = judgement;
    while (!possible.contains(downgraded.decision())) {
      Decision from = downgraded.decision();
      Decision to = from.downgraded().orElse(Decision.ALERT);
      downgraded =
          downgraded.with(
              to,
              confidence(to, score),
              "%s is not possible now, so %s.".formatted(capital(from.code()), to.code()));
    }
    return downgraded;
  }

  private static double confidence(Decision decision, double score) {
    return switch (decision) {
      case RETRAIN -> Math.min(0.95, 0.70 + 0.5 * score);
      case ROLLBACK -> Math.min(0.88, 0.60 + 0.8 * score);
      case ALERT -> Math.min(0.80, 0.50 + 1.5 * score);
      case OK -> Math.min(0.99, 0.90 + 0.1 * (1 - score));
    };
  }

  private static String drifted(DriftReport report) {
    List<String> names = report.driftedFeatures();
    int all = report.features().size();
    return names.isEmpty()
        ? "None of %d features drifted".formatted(all)
        : "%d of %d features drifted (%s)".formatted(names.size(), all, String.join(", ", names));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0{1,2}$", "");
  }
}
