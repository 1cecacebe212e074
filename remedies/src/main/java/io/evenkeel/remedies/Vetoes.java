package io.evenkeel.remedies;

import java.util.Optional;

/// Which figures besides ROC-AUC may keep a challenger out, and by how much. All but one are of the
/// recent hold-out.
///
/// A fall is measured when the whole 95 % interval of the difference lies beyond what is allowed: a
/// challenger is not refused for what may be chance. An allowed fall of 1 never refuses.
///
/// @param prAucFall the fall in PR-AUC that must be measured to refuse, 0 to 1
/// @param recallFall that in recall at the fixed false-positive rate, 0 to 1
/// @param trustedRecallFall that in recall at the fixed false-positive rate on the trusted
///   hold-out, 0 to 1; who learns a festival forgets some of the quiet world (0.12 to 0.18 was
///   seen), who learns from poisoned labels forgets most of it, though ROC-AUC may hardly tell
/// @param costRise the rise of the cost of a thousand payments that must be measured to refuse, not
///   negative, in the unit of the money feature; empty: cost never refuses, which is the default.
///   Amounts have heavy tails, so with a hundred frauds a handful of payments decides the cost, and
///   the percentile interval is too narrow for them
/// @param thresholdRecallFall the fall of recall at the decision threshold that refuses, as
///   counted, 0 to 1; a champion that flags everything has all the recall there is, so it is 1 by
///   default
/// @param flaggedExcess how much larger the share of flagged rows may be than that of frauds, 0 to
///   1
public record Vetoes(
    double prAucFall,
    double recallFall,
    double trustedRecallFall,
    Optional<Double> costRise,
    double thresholdRecallFall,
    double flaggedExcess) {
  /// Rejects values out of range.
  public Vetoes {
    Limits.share("allowed fall of PR-AUC", prAucFall);
    Limits.share("allowed fall of recall", recallFall);
    Limits.share("allowed fall of recall on the trusted hold-out", trustedRecallFall);
    costRise.ifPresent(rise -> {
      if (!(rise >= 0 && Double.isFinite(rise))) {
        throw new IllegalArgumentException("allowed rise of cost must be 0 or more, was " + rise);
      }
    });
    Limits.share("allowed fall of recall at the threshold", thresholdRecallFall);
    Limits.share("excess of flagged rows", flaggedExcess);
  }

  /// Any measured fall of PR-AUC or recall, one of recall by more than 0.3 on the trusted hold-out,
  /// or flags for 20 % more of all rows than are frauds.
  public static Vetoes defaults() {
    return new Vetoes(0, 0, 0.3, Optional.empty(), 1, 0.2);
  }
}
