package io.evenkeel.incident;

/// What live performance says of a repair.
public sealed interface Recovery {
  /// It is not worse than at the gate, within the margin.
  ///
  /// @param difference live ROC-AUC less the expected one
  /// @param lower lower end of its 95 % interval
  /// @param upper upper end of its 95 % interval
  record Recovered(double difference, double lower, double upper) implements Recovery {}

  /// It is measurably worse than at the gate.
  ///
  /// @param difference live ROC-AUC less the expected one
  /// @param lower lower end of its 95 % interval
  /// @param upper upper end of its 95 % interval
  record Worse(double difference, double lower, double upper) implements Recovery {}

  /// Neither can be said yet.
  ///
  /// @param difference live ROC-AUC less the expected one
  /// @param lower lower end of its 95 % interval
  /// @param upper upper end of its 95 % interval
  record Inconclusive(double difference, double lower, double upper) implements Recovery {}

  /// Too few frauds to say anything.
  ///
  /// @param seen frauds at hand
  /// @param needed frauds that it takes
  record NotEnoughData(int seen, int needed) implements Recovery {}
}
