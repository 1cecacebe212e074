package io.evenkeel.agent;

import io.evenkeel.incident.Autonomy;
import java.util.Optional;

/// What a person throws to keep the agent from changing the champion. It is read at the moment of
/// acting, not at the start. While it is on, people are still told.
///
/// Safe for use by many threads.
@FunctionalInterface
public interface KillSwitch {
  /// Whether it is on now.
  boolean on();

  /// How a person lets the agent act again, as the end of a sentence.
  default String wayOut() {
    return "release it";
  }

  /// Why the champion may not be changed now; empty while the switch is off.
  default Optional<String> standing() {
    return on()
        ? Optional.of("the kill switch is on: %s to let the agent act again".formatted(wayOut()))
        : Optional.empty();
  }

  /// Why the champion stays as it is, whatever passes the gate; while the switch is off, an agent
  /// on trial may train and judge all the same.
  default Optional<String> holding() {
    return standing();
  }

  /// A switch that also holds the champion of an agent on trial.
  ///
  /// @param killSwitch what people throw
  /// @param autonomy how much the agent may do by itself
  static KillSwitch onTrial(KillSwitch killSwitch, Autonomy autonomy) {
    return new KillSwitch() {
      @Override
      public boolean on() {
        return killSwitch.on();
      }

      @Override
      public Optional<String> standing() {
        return killSwitch.standing();
      }

      @Override
      public Optional<String> holding() {
        return standing().or(autonomy::holding);
      }
    };
  }

  /// Never on.
  static KillSwitch never() {
    return () -> false;
  }
}
