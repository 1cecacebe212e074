package io.evenkeel.incident;

/// A decision, how sure it is, and why.
///
/// @param decision what to do
/// @param confidence 0 to 1
/// @param reasoning one or two sentences for people
public record Recommendation(Decision decision, double confidence, String reasoning) {
  /// Rejects a confidence outside 0 to 1.
  public Recommendation {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, was " + confidence);
    }
  }
}
