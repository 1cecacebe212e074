package io.evenkeel.model;

/// A schema or table file that is missing, unreadable or malformed. The message names the file, the
/// place in it, and what is wrong there.
public final class DataFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public DataFileException(String message) {
    super(message);
  }

  /// Says what is wrong, with the cause.
  public DataFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
