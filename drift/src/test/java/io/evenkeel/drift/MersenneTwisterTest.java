package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {
  @Test
  void startsAsTheAuthorsProgramDoes() {
    MersenneTwister random = new MersenneTwister(5489);
    assertThat(Integer.toUnsignedLong(random.next())).isEqualTo(3499211612L);
    for (int i = 2; i < 10_000; i++) {
      random.next();
    }
    assertThat(Integer.toUnsignedLong(random.next())).isEqualTo(4123659995L); // of the C++ standard
  }

  @Test
  void permutesAsNumpyDoesFromSeedZero() {
    int[] permutation = new int[12];
    new MersenneTwister(0).permutation(permutation, 10);
    assertThat(permutation).startsWith(NUMPY);
  }

  /// `numpy.random.seed(0); numpy.random.permutation(10)`.
  private static final int[] NUMPY = {2, 8, 4, 9, 1, 6, 7, 3, 0, 5};
}
