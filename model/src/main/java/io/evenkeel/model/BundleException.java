package io.evenkeel.model;

/// A model bundle that is missing, incomplete, altered, or made for another schema. The message
/// names the file and what is wrong with it.
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public BundleException(String message) {
    super(message);
  }

  /// Says what is wrong, with the cause.
  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
