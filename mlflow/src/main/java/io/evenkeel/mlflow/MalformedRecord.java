package io.evenkeel.mlflow;

/// A message of the outbox that is no record.
public final class MalformedRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedRecord(String message) {
    super(message);
  }

  MalformedRecord(String message, Throwable cause) {
    super(message, cause);
  }
}
