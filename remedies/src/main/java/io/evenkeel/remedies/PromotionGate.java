package io.evenkeel.remedies;

import io.evenkeel.model.PairedComparison;
import java.util.Locale;

/// The evidence that a challenger must bring: it is better on recent rows, proven by a paired test,
/// and it has not forgotten the quiet world.
///
/// Pure, immutable and safe for use by many threads.
///
/// @param frauds the least number of frauds in either hold-out, at least 2
/// @param margin how much higher ROC-AUC must be on the recent hold-out, 0 to 1
/// @param trustedFloor how much lower it may be on the trusted hold-out, 0 to 1
public record PromotionGate(int frauds, double margin, double trustedFloor) {
  /// What the gate says.
  public sealed interface Verdict {
    /// The challenger may serve.
    ///
    /// @param figures the evidence in words
    record Promote(String figures) implements Verdict {}

    /// The champion stays.
    ///
    /// @param reason which rule the challenger failed, with the figures
    record Keep(String reason) implements Verdict {}

    /// A hold-out has too few frauds; the champion stays.
    ///
    /// @param seen frauds at hand
    /// @param needed frauds that it takes
    record NotEnoughData(int seen, int needed) implements Verdict {}
  }

  /// Rejects limits out of range.
  public PromotionGate {
    Limits.atLeast("frauds of the gate", frauds, 2);
    Limits.share("promotion margin", margin);
    Limits.share("trusted floor", trustedFloor);
  }

  /// 100 frauds, 0.01 higher, at most 0.05 lower.
  public static PromotionGate defaults() {
    return new PromotionGate(100, 0.01, 0.05);
  }

  /// Judges a challenger.
  ///
  /// @param recent champion and challenger on the recent hold-out
  /// @param trusted the two on the trusted hold-out
  public Verdict judge(PairedComparison recent, PairedComparison trusted) {
    return switch (recent) {
      case PairedComparison.NotEnoughData(int seen, int needed) ->
          new Verdict.NotEnoughData(seen, needed);
      case PairedComparison.Measured onRecent ->
          switch (trusted) {
            case PairedComparison.NotEnoughData(int seen, int needed) ->
                new Verdict.NotEnoughData(seen, needed);
            case PairedComparison.Measured onTrusted -> judge(onRecent, onTrusted);
          };
    };
  }

  // Each rule is written as what must hold, so that a NaN keeps the champion.
  private Verdict judge(PairedComparison.Measured recent, PairedComparison.Measured trusted) {
    String figures =
        "recent hold-out " + figures(recent) + "; trusted hold-out " + figures(trusted);
    if (recent.positives() < frauds || trusted.positives() < frauds) {
      return new Verdict.NotEnoughData(Math.min(recent.positives(), trusted.positives()), frauds);
    }
    if (!(recent.delta() >= margin)) {
      return new Verdict.Keep("the gain is below " + margin + ": " + figures);
    }
    if (!(recent.lower() > 0)) {
      return new Verdict.Keep("the gain is not proven: " + figures);
    }
    if (!(trusted.delta() >= -trustedFloor)) {
      return new Verdict.Keep("more than " + trustedFloor + " lost on quiet rows: " + figures);
    }
    return new Verdict.Promote(figures);
  }

  private static String figures(PairedComparison.Measured measured) {
    return String.format(
        Locale.ROOT,
        "roc_auc %.4f -> %.4f (%+.4f, 95 %% %+.4f to %+.4f, %d frauds)",
        measured.champion(),
        measured.challenger(),
        measured.delta(),
        measured.lower(),
        measured.upper(),
        measured.positives());
  }
}
