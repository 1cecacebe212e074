package io.evenkeel.remedies;

import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.KnownFrauds;
import io.evenkeel.model.CostMatrix;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.HoldoutComparison.Measured;
import io.evenkeel.model.PairedDifference;
import java.util.Optional;

/// The evidence that a challenger must bring: it is better on recent rows, proven by a paired test,
/// in no other figure measured worse, and it has not forgotten the quiet world nor the known
/// frauds.
///
/// Pure, immutable and safe for use by many threads.
///
/// @param frauds the least number of frauds in either hold-out, at least 2
/// @param margin how much higher ROC-AUC must be on the recent hold-out, 0 to 1
/// @param trustedFloor how much lower it may be on the trusted hold-out, 0 to 1
/// @param falsePositiveRate the rate at which recall is compared, above 0 and below 1
/// @param bootstrapRepeats draws of the bootstrap, at least 100
/// @param knownFrauds the share of the known frauds that a challenger must catch, 0 to 1, where
///   there is a file of them
/// @param labelCoverage the part of the whole labelled share that no band of scores may be below, 0
///   to 1; see [io.evenkeel.model.LabelCoverage]
/// @param cost what decisions cost
/// @param vetoes what else may keep a challenger out
public record PromotionGate(
    int frauds,
    double margin,
    double trustedFloor,
    double falsePositiveRate,
    int bootstrapRepeats,
    double knownFrauds,
    double labelCoverage,
    CostMatrix cost,
    Vetoes vetoes) {
  /// What the gate says.
  public sealed interface Verdict {
    /// All that was measured.
    GateEvidence evidence();

    /// The challenger may serve.
    ///
    /// @param evidence all that was measured
    record Promote(GateEvidence evidence) implements Verdict {}

    /// The champion stays.
    ///
    /// @param reason which rule the challenger failed
    /// @param evidence all that was measured
    record Keep(String reason, GateEvidence evidence) implements Verdict {}

    /// A hold-out has too few frauds, or too few honest rows; the champion stays.
    ///
    /// @param seen rows of that class at hand
    /// @param needed rows that it takes
    /// @param evidence all that was measured
    record NotEnoughData(int seen, int needed, GateEvidence evidence) implements Verdict {}
  }

  /// Rejects limits out of range.
  public PromotionGate {
    Limits.atLeast("frauds of the gate", frauds, 2);
    Limits.share("promotion margin", margin);
    Limits.share("trusted floor", trustedFloor);
    Limits.share("share of known frauds", knownFrauds);
    Limits.share("label coverage", labelCoverage);
    var _ = new HoldoutComparison.Plan(frauds, falsePositiveRate, cost, bootstrapRepeats, 0);
  }

  /// A gate with the defaults but for the limits of ROC-AUC.
  public PromotionGate(int frauds, double margin, double trustedFloor) {
    this(
        frauds,
        margin,
        trustedFloor,
        0.01,
        2000,
        0.9,
        0.8,
        CostMatrix.defaults(),
        Vetoes.defaults());
  }

  /// 100 frauds, ROC-AUC 0.01 higher on the recent and at most 0.05 lower on the trusted hold-out,
  /// recall at 1 % false positives, 2,000 draws, 90 % of the known frauds, labels nowhere less than
  /// 0.8 as frequent as on the whole.
  public static PromotionGate defaults() {
    return new PromotionGate(100, 0.01, 0.05);
  }

  /// How the two are compared on a hold-out.
  ///
  /// @param seed of the bootstrap
  HoldoutComparison.Plan plan(long seed) {
    return new HoldoutComparison.Plan(frauds, falsePositiveRate, cost, bootstrapRepeats, seed);
  }

  /// Judges a challenger.
  public Verdict judge(GateEvidence evidence) {
    return switch (evidence.recent()) {
      case HoldoutComparison.NotEnoughData(int seen, int needed) ->
          new Verdict.NotEnoughData(seen, needed, evidence);
      case Measured recent ->
          switch (evidence.trusted()) {
            case HoldoutComparison.NotEnoughData(int seen, int needed) ->
                new Verdict.NotEnoughData(seen, needed, evidence);
            case Measured trusted -> judge(recent, trusted, evidence);
          };
    };
  }

  private Verdict judge(Measured recent, Measured trusted, GateEvidence evidence) {
    int fewest = Math.min(recent.positives(), trusted.positives());
    if (fewest < frauds) {
      return new Verdict.NotEnoughData(fewest, frauds, evidence);
    }
    return areas(recent, trusted)
        .or(() -> evidence.knownFrauds().flatMap(this::forgotten))
        .or(() -> forgetful(trusted))
        .or(() -> worse(recent))
        .<Verdict>map(reason -> new Verdict.Keep(reason, evidence))
        .orElseGet(() -> new Verdict.Promote(evidence));
  }

  // Each rule is written as what must hold, so that a NaN keeps the champion.
  private Optional<String> areas(Measured recent, Measured trusted) {
    if (!(recent.rocAuc().delta() >= margin)) {
      return Optional.of("the gain is below " + margin);
    }
    if (!(recent.rocAuc().lower() > 0)) {
      return Optional.of("the gain is not proven");
    }
    return trusted.rocAuc().delta() >= -trustedFloor
        ? Optional.empty()
        : Optional.of("more than " + trustedFloor + " lost on quiet rows");
  }

  private Optional<String> forgotten(KnownFrauds known) {
    return known.share() >= knownFrauds
        ? Optional.empty()
        : Optional.of(
            "%d of %d known frauds are caught, %s of them must be (%d by the champion)"
                .formatted(known.challenger(), known.rows(), knownFrauds, known.champion()));
  }

  private Optional<String> forgetful(Measured trusted) {
    return trusted.recall().upper() >= -vetoes.trustedRecallFall()
        ? Optional.empty()
        : Optional.of(
            "recall on quiet rows, at a false-positive rate of %s, is measured to fall by more than %s"
                .formatted(falsePositiveRate, vetoes.trustedRecallFall()));
  }

  private Optional<String> worse(Measured recent) {
    PairedDifference prAuc = recent.prAuc();
    if (!(prAuc.upper() >= -vetoes.prAucFall())) {
      return Optional.of("PR-AUC is measured to fall by more than " + vetoes.prAucFall());
    }
    if (!(recent.recall().upper() >= -vetoes.recallFall())) {
      return Optional.of(
          "recall at a false-positive rate of %s is measured to fall by more than %s"
              .formatted(falsePositiveRate, vetoes.recallFall()));
    }
    if (vetoes.costRise().isPresent()
        && recent.cost().isPresent()
        && !(recent.cost().get().lower() <= vetoes.costRise().get())) {
      return Optional.of(
          "the cost of a thousand payments is measured to rise by more than "
              + vetoes.costRise().get());
    }
    double fall = recent.champion().recall() - recent.challenger().recall();
    if (!(fall <= vetoes.thresholdRecallFall())) {
      return Optional.of(
          "recall at the decision threshold falls by more than " + vetoes.thresholdRecallFall());
    }
    double excess = recent.challenger().flagged() - recent.positiveShare();
    return excess <= vetoes.flaggedExcess()
        ? Optional.empty()
        : Optional.of(
            "it flags more of the rows than are frauds by over " + vetoes.flaggedExcess());
  }
}
