package io.evenkeel.simulator;

import java.util.SplittableRandom;

/// What a caller does with a payment that the server flags.
public sealed interface Blocking {
  /// Every payment passes, so that the truth of each becomes known.
  record Never() implements Blocking {}

  /// A flagged payment is blocked, and nobody ever learns what it was: it gets no label. A share of
  /// all payments is drawn by lot before it is scored, marked with `pass_through` in the request,
  /// and passes whatever its score.
  ///
  /// @param passThrough the share that is drawn, 0 to 1
  /// @param seed of the lots
  record Flagged(double passThrough, long seed) implements Blocking {
    /// Rejects a share out of range.
    public Flagged {
      if (!(passThrough >= 0 && passThrough <= 1)) {
        throw new IllegalArgumentException(
            "the pass-through share must be 0 to 1, was " + passThrough);
      }
    }
  }

  /// Draws which payments pass. Owned by one thread.
  @FunctionalInterface
  interface Lots {
    /// Whether the next payment was drawn to pass.
    boolean next();
  }

  /// The lots of one run.
  default Lots lots() {
    return switch (this) {
      case Never _ -> () -> false;
      case Flagged(double passThrough, long seed) -> {
        SplittableRandom random = new SplittableRandom(seed);
        yield () -> random.nextDouble() < passThrough;
      }
    };
  }

  /// Whether a payment is blocked.
  ///
  /// @param flagged whether the server called it a fraud
  /// @param drawn whether it was drawn to pass
  default boolean blocks(boolean flagged, boolean drawn) {
    return switch (this) {
      case Never _ -> false;
      case Flagged _ -> flagged && !drawn;
    };
  }
}
