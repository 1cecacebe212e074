package io.evenkeel.mlflow;

import java.util.List;

/// What MLflow has under a version that did not come from here.
public sealed interface ForeignModel {
  /// A model of XGBoost; whether it fits our schema is seen when it is read by
  /// [io.evenkeel.model.SavedModel].
  ///
  /// @param number MLflow's number of the version
  /// @param bytes the model file, in UBJSON or JSON
  /// @param file its name in the model directory
  /// @param features the names of its features in order, from the file or else from the signature;
  ///   empty when neither has them
  /// @param xgboost the version of XGBoost that saved it
  @SuppressWarnings("ArrayRecordComponent") // handed over
  record Loaded(String number, byte[] bytes, String file, List<String> features, String xgboost)
      implements ForeignModel {
    /// Copies the names.
    public Loaded {
      features = List.copyOf(features);
    }
  }

  /// There is no such version.
  ///
  /// @param reason what was looked for
  record Unknown(String reason) implements ForeignModel {}

  /// It is something that cannot be served here.
  ///
  /// @param reason what it is, and what to log instead
  record Unusable(String reason) implements ForeignModel {}

  /// MLflow cannot be asked now.
  ///
  /// @param reason why
  record Away(String reason) implements ForeignModel {}
}
