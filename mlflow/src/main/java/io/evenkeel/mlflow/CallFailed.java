package io.evenkeel.mlflow;

import io.evenkeel.ledger.Carrier;
import java.time.Duration;
import java.util.Optional;

/// A request that was not done, where the work cannot go on without it.
final class CallFailed extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final Outcome.Failure failure;

  CallFailed(Outcome.Failure failure) {
    super(failure.reason());
    this.failure = failure;
  }

  /// A state of the server that a person must change.
  static CallFailed because(String reason) {
    return new CallFailed(new Outcome.Misdirected(reason));
  }

  /// What was wrong.
  String reason() {
    return failure.reason();
  }

  /// Whether the message may be tried again. Only what the server will never take is given up.
  Carrier.Result result() {
    return switch (failure) {
      case Outcome.Rejected rejected -> new Carrier.Result.Refused(rejected.reason());
      case Outcome.RateLimited limited -> later(limited.after());
      case Outcome.Unavailable away -> later(away.after());
      case Outcome.Missing _,
          Outcome.Exists _,
          Outcome.HostRefused _,
          Outcome.Unauthorized _,
          Outcome.Full _,
          Outcome.NoArtifactProxy _,
          Outcome.Misdirected _ ->
          later(Optional.empty());
    };
  }

  private Carrier.Result later(Optional<Duration> after) {
    return new Carrier.Result.Later(failure.reason(), after);
  }
}
