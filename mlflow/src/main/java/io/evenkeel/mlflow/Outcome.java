package io.evenkeel.mlflow;

import java.time.Duration;
import java.util.Optional;

/// What came of one request.
sealed interface Outcome {
  /// It was done.
  ///
  /// @param body what the server answered
  @SuppressWarnings("ArrayRecordComponent") // read once by the caller, never compared
  record Ok(byte[] body) implements Outcome {}

  /// It was not done.
  sealed interface Failure extends Outcome {
    /// What went wrong, and what a person can do about it; without secrets.
    String reason();
  }

  /// What was asked for is not there.
  record Missing(String reason) implements Failure {}

  /// What was to be made is there already.
  record Exists(String reason) implements Failure {}

  /// The server does not know the host name by which we call it.
  record HostRefused(String reason) implements Failure {}

  /// The login is missing, wrong, or may not do this.
  record Unauthorized(String reason) implements Failure {}

  /// We ask too often.
  ///
  /// @param after how long it asked to be left alone, if it said so
  record RateLimited(String reason, Optional<Duration> after) implements Failure {}

  /// It cannot be reached, did not answer in time, or is broken.
  ///
  /// @param after how long it asked to be left alone, if it said so
  record Unavailable(String reason, Optional<Duration> after) implements Failure {}

  /// It has no space left.
  record Full(String reason) implements Failure {}

  /// It does not take artifacts over HTTP.
  record NoArtifactProxy(String reason) implements Failure {}

  /// What it answers is no sign of an MLflow server, or sends us elsewhere.
  record Misdirected(String reason) implements Failure {}

  /// It will never take this.
  ///
  /// @param code MLflow's error code, or the status
  record Rejected(String code, String reason) implements Failure {}
}
