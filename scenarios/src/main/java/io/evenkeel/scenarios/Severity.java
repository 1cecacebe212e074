package io.evenkeel.scenarios;

import java.util.Locale;

/// How hard the demo's festival hits, and so which remedy is the right one.
public enum Severity {
  /// One feature drifts; people are told, and the shift passes.
  LOW,
  /// Three features drift; an earlier version fits and comes back.
  MEDIUM,
  /// Five features drift; a challenger is trained.
  HIGH;

  /// The name on the command line and in the scorecard.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
