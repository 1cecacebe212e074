package io.evenkeel.scenarios;

import java.time.Duration;

/// When a process is killed.
sealed interface KillPlan {
  /// Never: it runs to its end.
  record Never() implements KillPlan {}

  /// While it waits at a step boundary.
  ///
  /// @param number counted from 1
  record AtBoundary(int number) implements KillPlan {}

  /// As soon as its home has changed on disk so many times: a commit of the ledger, a file of a
  /// bundle, an alert.
  ///
  /// @param number counted from 1
  record AfterChange(int number) implements KillPlan {}

  /// At a moment that has nothing to do with what it does.
  ///
  /// @param delay counted from its first sign of life
  record After(Duration delay) implements KillPlan {}
}
