package io.evenkeel.drift;

/// What the watch holds against one feature.
///
/// @param feature its name
/// @param logEvidence natural logarithm of the mean evidence of the feature's processes; 0 or less
///   says nothing, `ln(threshold)` would be an alarm if every feature had it
public record FeatureEvidence(String feature, double logEvidence) {}
