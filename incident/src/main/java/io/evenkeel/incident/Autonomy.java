package io.evenkeel.incident;

import java.util.Locale;
import java.util.Optional;

/// How much the agent may do by itself. Autonomy is tried before it is trusted.
public enum Autonomy {
  /// Whatever the policy and the guards allow.
  FULL,
  /// It trains challengers and judges them, but the champion stays.
  SHADOW,
  /// It decides, writes down what it would have done, and tells people.
  OBSERVE;

  /// The name in settings: `full`, `shadow`, `observe`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Why the champion stays as it is, in words; empty where it need not.
  public Optional<String> holding() {
    return switch (this) {
      case FULL -> Optional.empty();
      case SHADOW, OBSERVE ->
          Optional.of(
              "agent.autonomy is %s: set it to full to let the agent change the champion"
                  .formatted(code()));
    };
  }
}
