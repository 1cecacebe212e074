package io.evenkeel.serving;

/// Whether the rows that a version serves are counted for the watch.
sealed interface Measuring {
  /// They are.
  ///
  /// @param measure what they are counted by
  record By(Measure measure) implements Measuring {}

  /// Not for now, as something that they are counted by cannot be read. Worth another try.
  record NotYet() implements Measuring {}

  /// Nor ever, as nothing can be counted by the rows of this version.
  record Never() implements Measuring {}
}
