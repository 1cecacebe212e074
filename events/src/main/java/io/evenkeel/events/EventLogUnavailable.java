package io.evenkeel.events;

/// The log could not take an event, for instance because the disk is full. The event was not
/// recorded, so the answer must not be sent; the caller may try again later.
public final class EventLogUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  /// Says why.
  public EventLogUnavailable(String message) {
    super(message);
  }

  /// Says why, with the cause.
  public EventLogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
