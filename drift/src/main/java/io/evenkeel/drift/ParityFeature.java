package io.evenkeel.drift;

/// What Evidently would say of one feature.
///
/// @param feature its name
/// @param finding the score, or why there is none
public record ParityFeature(String feature, Finding finding) {
  /// A score, or the reason why there is none.
  public sealed interface Finding {
    /// Whether the feature counts as drifted.
    boolean drifted();
  }

  /// The test gave a score.
  ///
  /// @param test the test
  /// @param threshold the threshold in effect, in the unit of the score
  /// @param score a distance or a p-value, see [DriftTest#scale()]
  /// @param drifted whether the feature drifted
  public record Scored(DriftTest test, double threshold, double score, boolean drifted)
      implements Finding {}

  /// The test has no answer for these samples, or there is no sample.
  ///
  /// @param why what is missing, for a person
  public record NotScored(String why) implements Finding {
    @Override
    public boolean drifted() {
      return false;
    }
  }
}
