package io.evenkeel.app;

/// A setting that is unknown, of the wrong type, or out of range. The message names the place, the
/// setting and what is allowed.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public SettingsException(String message) {
    super(message);
  }

  /// Says what is wrong, with the cause.
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
