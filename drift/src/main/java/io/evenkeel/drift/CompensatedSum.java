package io.evenkeel.drift;

/// A running sum whose error does not grow with the number of terms (Neumaier, 1974).
///
/// Mutable; belongs to the method that made it.
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
