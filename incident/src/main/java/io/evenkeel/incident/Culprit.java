package io.evenkeel.incident;

import java.util.Locale;

/// The one client whose rows explain a finding: without them nothing is found.
///
/// @param client its name, as it gave it
/// @param share its requests over all requests of the window, refused ones included, above 0 to 1
public record Culprit(String client, double share) {
  /// Rejects a client without a name and a share that is none.
  public Culprit {
    if (client.isBlank()) {
      throw new IllegalArgumentException("a culprit has a name");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share must be above 0 to 1, was " + share);
    }
  }

  /// The finding as one sentence for people.
  public String describe() {
    return String.format(
        Locale.ROOT,
        "nothing is found without the client %s, which sent %.1f %% of the requests",
        client,
        100 * share);
  }
}
