package io.evenkeel.simulator;

import java.util.random.RandomGenerator;

/// A distribution over the numbers from 0 to n - 1. Immutable.
final class Weights {
  private final double[] shares;

  private Weights(double[] shares) {
    this.shares = shares;
  }

  /// One weight per number, none negative, not all 0; they need not sum to 1.
  static Weights of(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("a weight must not be negative, was " + weight);
      }
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("the weights must not all be 0");
    }
    double[] shares = new double[weights.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = weights[i] / sum;
    }
    return new Weights(shares);
  }

  int size() {
    return shares.length;
  }

  double share(int number) {
    return shares[number];
  }

  /// This distribution with a share of it taken from another of the same size.
  Weights mixed(double share, Weights other) {
    double[] mixed = new double[shares.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (1 - share) * shares[i] + share * other.shares[i];
    }
    return new Weights(mixed);
  }

  int draw(RandomGenerator random) {
    double rest = random.nextDouble();
    for (int i = 0; i < shares.length - 1; i++) {
      rest -= shares[i];
      if (rest < 0) {
        return i;
      }
    }
    return shares.length - 1;
  }
}
