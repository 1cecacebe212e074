package io.evenkeel.drift;

/// How the score of a test is read.
public enum Scale {
  /// 0 is no difference; the larger, the farther apart.
  DISTANCE,
  /// A probability under "no difference", 0 to 1; the smaller, the less likely that there is none.
  P_VALUE
}
