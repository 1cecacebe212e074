package io.evenkeel.drift;

/// The random numbers and shapes of `parity/golden_evidently.py`, bit for bit.
final class Draws {
  private long state;

  Draws(long seed) {
    state = seed;
  }

  /// Uniform in [0, 1).
  double next() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (state >>> 11) / 9007199254740992.0;
  }

  /// The sum of twelve uniform draws less six: mean 0, standard deviation 1, nearly normal.
  double normal() {
    double total = 0;
    for (int i = 0; i < 12; i++) {
      total += next();
    }
    return total - 6;
  }

  /// One value of a named shape.
  double shape(String shape, double a, double b) {
    return switch (shape) {
      case "constant" -> a;
      case "uniform" -> a + b * next();
      case "normal" -> a + b * normal();
      case "integers" -> Math.floor(a + b * next());
      case "skewed" -> {
        double u = next();
        yield Math.floor(a + b * (u * u));
      }
      case "whole_normal" -> Math.floor(a + b * normal());
      case "pareto" -> a + b / Math.sqrt(1 - next());
      case "cauchy_tail" -> a + b / (1 - next());
      default -> throw new IllegalArgumentException("unknown shape " + shape);
    };
  }

  double[] sample(int size, String shape, double a, double b) {
    return sample(size, shape, a, b, 0, 0);
  }

  /// A sample with a share of missing values and a share of infinities.
  double[] sample(int size, String shape, double a, double b, double missing, double infinite) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = shape(shape, a, b);
      if (missing + infinite > 0) {
        double v = next();
        if (v < missing) {
          values[i] = Double.NaN;
        } else if (v < missing + infinite / 2) {
          values[i] = Double.POSITIVE_INFINITY;
        } else if (v < missing + infinite) {
          values[i] = Double.NEGATIVE_INFINITY;
        }
      }
    }
    return values;
  }
}
