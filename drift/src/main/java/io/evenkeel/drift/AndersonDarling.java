package io.evenkeel.drift;

/// Anderson-Darling test of two samples with midranks (Scholz, Stephens 1987, equation 7):
/// Evidently's `anderson`.
///
/// The p-value is read from Scholz and Stephens' table 2 for two samples: a parabola through the
/// logarithms of its seven significance levels, by least squares, kept within 0.001 and 0.25.
final class AndersonDarling {
  private static final double[] LEVELS = {0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001};

  /// The standardised statistic at each level: the sum of the table's b0, b1 and b2, for k = 2.
  private static final double[] CRITICAL = {0.325, 1.226, 1.961, 2.718, 3.752, 4.592, 6.546};

  private static final double[] PARABOLA = parabola();

  private AndersonDarling() {}

  /// The p-value, 0.001 to 0.25; NaN for fewer than 4 values together. Costs O(n + m).
  static double pValue(Table table) {
    double standardised = (statistic(table) - 1) / deviation(table);
    if (standardised < CRITICAL[0]) {
      return LEVELS[0];
    }
    if (standardised > CRITICAL[CRITICAL.length - 1]) {
      return LEVELS[LEVELS.length - 1];
    }
    return Math.exp(PARABOLA[0] + standardised * (PARABOLA[1] + standardised * PARABOLA[2]));
  }

  private static double statistic(Table table) {
    double total = table.total();
    CompensatedSum ofReference = new CompensatedSum();
    CompensatedSum ofCurrent = new CompensatedSum();
    long left = 0;
    long right = 0;
    for (int row = 0; row < table.rows(); row++) {
      double tied = table.together(row);
      double below = left + right + tied / 2;
      double weight = tied / total / (below * (total - below) - total * tied / 4);
      double first = total * (left + table.reference()[row] / 2.0) - below * table.n();
      double second = total * (right + table.current()[row] / 2.0) - below * table.m();
      ofReference.add(weight * first * first);
      ofCurrent.add(weight * second * second);
      left += table.reference()[row];
      right += table.current()[row];
    }
    double sum = ofReference.value() / table.n() + ofCurrent.value() / table.m();
    return sum * (total - 1) / total;
  }

  /// The standard deviation of the statistic when there is no difference, k = 2.
  private static double deviation(Table table) {
    double total = table.total();
    double inverses = 1.0 / table.n() + 1.0 / table.m();
    CompensatedSum harmonic = new CompensatedSum();
    CompensatedSum nested = new CompensatedSum();
    for (long i = 2; i < table.total(); i++) {
      harmonic.add(1.0 / (table.total() - i + 1));
      nested.add(harmonic.value() / i);
    }
    double h = harmonic.value() + 1;
    double g = nested.value();
    double a = (4 * g - 6) + (10 - 6 * g) * inverses;
    double b = (2 * g - 4) * 4 + 8 * h * 2 + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6;
    double c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverses + 4 * h;
    double d = (2 * h + 6) * 4 - 4 * h * 2;
    double above = ((a * total + b) * total + c) * total + d;
    return Math.sqrt(above / ((total - 1) * (total - 2) * (total - 3)));
  }

  /// Least squares through (critical, ln level): the coefficients of 1, x and x squared, by
  /// orthogonal polynomials.
  private static double[] parabola() {
    int n = CRITICAL.length;
    double mean = 0;
    for (double x : CRITICAL) {
      mean += x / n;
    }
    double second = 0;
    double third = 0;
    for (double x : CRITICAL) {
      second += (x - mean) * (x - mean);
      third += (x - mean) * (x - mean) * (x - mean);
    }
    double slant = third / second;
    double[] fit = new double[3];
    double bent = 0;
    for (int i = 0; i < n; i++) {
      double x = CRITICAL[i] - mean;
      double curve = x * x - slant * x - second / n;
      double y = Math.log(LEVELS[i]);
      fit[0] += y / n;
      fit[1] += y * x / second;
      fit[2] += y * curve;
      bent += curve * curve;
    }
    double curved = fit[2] / bent;
    double slope = fit[1] - curved * slant - 2 * curved * mean;
    double constant = fit[0] - fit[1] * mean + curved * (mean * mean + slant * mean - second / n);
    return new double[] {constant, slope, curved};
  }
}
