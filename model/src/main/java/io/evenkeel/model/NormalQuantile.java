package io.evenkeel.model;

/// Quantiles of the standard normal distribution: algorithm AS 241, PPND7 (Wichura 1988), accurate
/// to about seven digits.
public final class NormalQuantile {
  private NormalQuantile() {}

  /// The value that a standard normal variable stays below with a probability.
  ///
  /// @param probability above 0 and below 1
  public static double of(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "a probability must be above 0 and below 1, was " + probability);
    }
    double centred = probability - 0.5;
    if (Math.abs(centred) <= 0.425) {
      double r = 0.180625 - centred * centred;
      return centred
          * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }
    double r = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
    double value;
    if (r <= 5) {
      r -= 1.6;
      value =
          (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
              / ((0.12021132975 * r + 0.73700164250) * r + 1);
    } else {
      r -= 5;
      value =
          (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
              / ((0.012258202635 * r + 0.24197894225) * r + 1);
    }
    return centred < 0 ? -value : value;
  }
}
