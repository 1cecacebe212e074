package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact.Ended;
import java.util.regex.Pattern;

/// What came of an action, in words that may leave the machine: where a file lies on it is nobody
/// else's business.
final class OutcomeWords {
  /// A path from the root on, up to its last name. An address or a fraction is none.
  private static final Pattern FOLDERS =
      Pattern.compile("(?<![\\w./-])/(?![\\s/])(?:[^\\s/:;,'\"|()]+/)*");

  private OutcomeWords() {}

  static String of(Ended ended) {
    return ended.code().equals("delivered")
        ? "people were told"
        : FOLDERS.matcher(ended.describe()).replaceAll("");
  }
}
