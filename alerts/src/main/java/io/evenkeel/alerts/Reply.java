package io.evenkeel.alerts;

import java.time.Duration;
import java.util.Optional;

/// What came of a request.
sealed interface Reply {
  /// The other side answered.
  ///
  /// @param status the status code
  /// @param text the beginning of the body; may repeat what it was sent
  /// @param retryAfter how long it asked to be left alone: 1 s to 1 h
  record Answered(int status, String text, Optional<Duration> retryAfter) implements Reply {}

  /// No answer came.
  ///
  /// @param why in words that name neither the address nor the host
  record Unanswered(String why) implements Reply {}
}
