package io.evenkeel.scenarios;

import java.time.Duration;

/// The one right thing to do about a scenario, stated before it is played.
public sealed interface RightAction {
  /// What it is, in words.
  String describe();

  /// Nothing is to be done and nobody to be told.
  record Nothing() implements RightAction {
    @Override
    public String describe() {
      return "nothing";
    }
  }

  /// People are to be told, and the champion is to stay.
  ///
  /// @param within after the world changed
  record Tell(Duration within) implements RightAction {
    @Override
    public String describe() {
      return "alert";
    }
  }

  /// A challenger is to be trained and, as the evidence allows it, to be promoted.
  ///
  /// @param after not sooner than so long after the world changed: people said so
  /// @param within after the world changed
  record Retrain(Duration after, Duration within) implements RightAction {
    /// As soon as it can be.
    public Retrain(Duration within) {
      this(Duration.ZERO, within);
    }

    @Override
    public String describe() {
      return "retrain";
    }
  }

  /// An earlier version is to come back.
  ///
  /// @param version which one
  /// @param within after the world changed
  record RollBack(String version, Duration within) implements RightAction {
    @Override
    public String describe() {
      return "rollback to " + version;
    }
  }
}
