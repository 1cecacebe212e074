package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The logarithm of the gamma function.
class LogGammaTest {
  @Test
  void knownValues() {
    double[][] known = {
      {0.001, 6.907178885383854},
      {0.5, 0.5723649429247001}, // ln sqrt(pi)
      {1, 0},
      {2, 0},
      {10, 12.801827480081469}, // ln 9!
      {100, 359.1342053695754},
      {1e6, 12815504.569147611}
    };
    for (double[] pair : known) {
      assertThat(LogGamma.of(pair[0]))
          .as("ln gamma(%s)", pair[0])
          .isCloseTo(pair[1], within(1e-14 * Math.max(1, pair[1])));
    }
  }

  @Test
  void eachStepMultipliesByTheArgument() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      double x = Math.exp(16 * random.nextDouble() - 8);
      double step = LogGamma.of(x + 1) - LogGamma.of(x);
      double size = Math.max(1, Math.abs(LogGamma.of(x)));
      assertThat(step).isCloseTo(Math.log(x), within(2e-14 * size));
    }
  }
}
