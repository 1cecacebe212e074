package io.evenkeel.drift;

/// The tests that can judge a feature. The codes are Evidently's.
public enum DriftTest {
  /// Wasserstein distance over the standard deviation of the reference.
  WASSERSTEIN("wasserstein"),
  /// Jensen-Shannon distance, natural logarithm.
  JENSEN_SHANNON("jensenshannon");

  private final String code;

  DriftTest(String code) {
    this.code = code;
  }

  /// The name that reports and Evidently use.
  public String code() {
    return code;
  }
}
