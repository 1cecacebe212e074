package io.evenkeel.model;

import java.util.Optional;

/// Everything a training needs to know.
///
/// @param version the name of the version to make
/// @param parent the version it replaces, if any
/// @param why the reason, in words, for the metadata
/// @param training the rows to fit
/// @param weights one weight above 0 per training row; handed over, not copied
/// @param holdout the rows to measure on; none of them is in `training`
/// @param reference the rows that the version will answer for
/// @param seed the seed of the training
@SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
public record TrainingPlan(
    String version,
    Optional<String> parent,
    String why,
    LabelledTable training,
    float[] weights,
    LabelledTable holdout,
    LabelledTable reference,
    long seed) {
  /// Checks that there is a weight for every row.
  public TrainingPlan {
    if (weights.length != training.rows()) {
      throw new IllegalArgumentException(
          training.rows() + " training rows cannot have " + weights.length + " weights");
    }
  }
}
