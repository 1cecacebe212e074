package io.evenkeel.incident;

import java.util.Locale;
import java.util.Optional;

/// There are too few mature labels to learn from, and too few will come while a retrain would wait:
/// it is not begun in vain.
record LabelGuard() implements Guard {
  private static final String CODE = "few_labels";

  @Override
  public Verdict judge(Proposal proposal) {
    return switch (proposal.action()) {
      case RETRAIN -> judge(proposal.labels().get());
      case OK, ALERT, ROLLBACK -> Verdict.allowed();
    };
  }

  private static Verdict judge(Optional<LabelSupply> supply) {
    if (supply.isEmpty()) {
      return new Verdict.Refused(CODE, "the mature labels cannot be counted");
    }
    LabelSupply labels = supply.get();
    return labels.expected() >= labels.needed()
        ? Verdict.allowed()
        : new Verdict.Refused(
            CODE,
            String.format(
                Locale.ROOT,
                "%d mature frauds since the onset, and %.0f by the time a retrain would give up; %d"
                    + " are needed",
                labels.frauds(),
                Math.floor(labels.expected()),
                labels.needed()));
  }
}
