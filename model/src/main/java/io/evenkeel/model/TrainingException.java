package io.evenkeel.model;

/// A training that did not end with a bundle.
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what happened.
  public TrainingException(String message) {
    super(message);
  }

  /// Says what happened, with the cause.
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
