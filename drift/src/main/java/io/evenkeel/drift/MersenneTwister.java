package io.evenkeel.drift;

/// The 32-bit Mersenne Twister MT19937 (Matsumoto, Nishimura 1998), and permutations made from it
/// as numpy's legacy `RandomState` makes them, so that a seeded permutation test can be repeated to
/// the bit.
///
/// Mutable; one owner.
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /// Starts from the low 32 bits of a seed, as `numpy.random.seed` does.
  MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /// The next 32 bits.
  int next() {
    if (next == SIZE) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /// A permutation of 0 to `size - 1` (Fisher-Yates from the end), written into `into`.
  void permutation(int[] into, int size) {
    for (int i = 0; i < size; i++) {
      into[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = upTo(i);
      int held = into[i];
      into[i] = into[j];
      into[j] = held;
    }
  }

  /// A number from 0 to `largest`, both included: masked draws until one fits.
  private int upTo(int largest) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
    int drawn = next() & mask;
    while (drawn > largest) {
      drawn = next() & mask;
    }
    return drawn;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int joined = (state[i] & UPPER) | (state[(i + 1) % SIZE] & LOWER);
      state[i] = state[(i + SHIFT) % SIZE] ^ (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
    }
  }
}
