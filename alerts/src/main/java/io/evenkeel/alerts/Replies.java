package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;
import java.time.Duration;
import java.util.Optional;

/// What a reply means for the message: 2xx is arrival; 408, 425, 429, 5xx and silence may pass, so
/// it is tried again; everything else is for good.
final class Replies {
  private Replies() {}

  /// @param who how reasons call the other side
  /// @param reply what it said
  /// @param said what of its answer may be shown; must hold no secret
  /// @param hint what a person can do when it refuses
  static Carrier.Result result(String who, Reply reply, String said, String hint) {
    return switch (reply) {
      case Reply.Unanswered(String why) ->
          new Carrier.Result.Later(who + " was not reached: " + why, Optional.empty());
      case Reply.Answered(int status, _, Optional<Duration> retryAfter) -> {
        String answer =
            "%s answered %d%s".formatted(who, status, said.isEmpty() ? "" : " (" + said + ")");
        if (status >= 200 && status < 300) {
          yield new Carrier.Result.Arrived();
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
          yield new Carrier.Result.Later(answer, retryAfter);
        }
        if (status >= 300 && status < 400) {
          yield new Carrier.Result.Refused(
              answer + ": it points to another address, which is not followed; " + hint);
        }
        yield new Carrier.Result.Refused(answer + ": " + hint);
      }
    };
  }
}
