package io.evenkeel.remedies;

import io.evenkeel.incident.Outcome;
import io.evenkeel.model.ModelBundle;
import java.util.Locale;

/// The outcomes of a changed champion, in the words that the agent prints.
final class Changes {
  private Changes() {}

  static Outcome.Changed promoted(String from, ModelBundle to) {
    Scores.Expected expected = Scores.expected(to);
    return changed(
        from,
        to,
        expected,
        String.format(Locale.ROOT, "promoted | roc_auc=%.4f | ", expected.rocAuc()));
  }

  static Outcome.Changed rolledBack(String from, ModelBundle to) {
    return changed(from, to, Scores.expected(to), "rolled back | ");
  }

  private static Outcome.Changed changed(
      String from, ModelBundle to, Scores.Expected expected, String words) {
    String version = to.metadata().version();
    return new Outcome.Changed(
        from, version, expected.rocAuc(), expected.standardError(), words + "version=" + version);
  }
}
