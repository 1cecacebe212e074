package io.evenkeel.drift;

/// Uniform whole numbers for drawing rows: SplitMix64 (Steele, Lea, Flood, 2014), the same on every
/// Java.
///
/// Mutable; belongs to the method that made it.
final class Chance {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  Chance(long seed) {
    state = seed;
  }

  /// One of 0 to `bound - 1`; the bias of 2^-64 times `bound` is far below what draws can show.
  int below(int bound) {
    state += GOLDEN;
    long mixed = state;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) Math.unsignedMultiplyHigh(mixed ^ (mixed >>> 31), bound);
  }
}
