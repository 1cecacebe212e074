package io.evenkeel.simulator;

import java.util.random.RandomGenerator;

/// The age of an account in days: some are young, within bounds of their own, the rest are as
/// `others` says. Immutable.
///
/// @param youngShare share of young accounts, 0 to 1
/// @param youngest least age of a young account, days
/// @param oldest greatest age of a young account, days, included
/// @param others the rest
record Ages(double youngShare, int youngest, int oldest, Ages.Others others) {
  /// Where the age of an account comes from that is not young.
  sealed interface Others {
    /// Uniform between two ages in days, both included.
    record Uniform(int youngest, int oldest) implements Others {}

    /// As another distribution says.
    record As(Ages ages) implements Others {}
  }

  /// Every account, on a usual day: 5 % are 1 to 59 days old, the rest 30 to 1,999.
  static Ages usual() {
    return new Ages(.05, 1, 59, new Others.Uniform(30, 1_999));
  }

  /// A share of accounts between two ages in days, both included, the rest as here.
  Ages with(double share, int youngest, int oldest) {
    return new Ages(share, youngest, oldest, new Others.As(this));
  }

  /// All accounts between two ages in days, both included.
  static Ages between(int youngest, int oldest) {
    return new Ages(0, youngest, oldest, new Others.Uniform(youngest, oldest));
  }

  int draw(RandomGenerator random) {
    if (random.nextDouble() < youngShare) {
      return random.nextInt(youngest, oldest + 1);
    }
    return switch (others) {
      case Others.Uniform(int from, int to) -> random.nextInt(from, to + 1);
      case Others.As(Ages ages) -> ages.draw(random);
    };
  }
}
