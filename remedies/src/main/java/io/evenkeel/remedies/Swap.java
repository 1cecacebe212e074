package io.evenkeel.remedies;

import io.evenkeel.incident.Outcome;
import io.evenkeel.ledger.Servers;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes the champion and makes sure that it arrives: every server that lives must say that it
/// answers with the very bundle, by its digest. A server that refuses it, or lives and does not
/// load it in time, has the champion swapped back.
///
/// Both sides of the swap open the bundle, which checks its digests and its golden predictions:
/// here before the alias moves, and each server before it answers.
///
/// Stateless.
final class Swap {
  private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

  /// A server that has said nothing for so long is held for dead; it says something every 5 s.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /// Longer than the silence, so that a server which dies meanwhile is not waited for.
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final String BACK = "/back";

  private final Registry registry;
  private final Clock clock;
  private final Pause pause;

  Swap(Registry registry, Clock clock, Pause pause) {
    this.registry = registry;
    this.clock = clock;
    this.pause = pause;
  }

  /// Where a change of champion has arrived.
  private sealed interface Arrival {
    /// Every server that lives answers with it; there may be none.
    record Everywhere(int servers) implements Arrival {}

    /// A server has not loaded it yet.
    record Pending(String server) implements Arrival {}

    /// A server will not load it, or has loaded something else.
    record Refused(String reason) implements Arrival {}
  }

  /// Lets a version serve.
  ///
  /// @param from the version that is believed to serve
  /// @param next the version to serve, opened and checked
  /// @param why the reason, for the history
  /// @param key the idempotency key of the effect
  /// @param done the outcome once it serves everywhere
  Outcome to(String from, ModelBundle next, String why, String key, Outcome done)
      throws InterruptedException {
    String version = next.metadata().version();
    return switch (registry.promote(Optional.of(from), version, why, key)) {
      case ChampionChange.Refused(String reason) -> new Outcome.Refused(reason);
      case ChampionChange.Changed(ServingVersion now) ->
          switch (await(now, next.digest())) {
            case Arrival.Everywhere(int servers) -> {
              LOG.info(
                  "{} is answered with by {} servers, digest {}", version, servers, next.digest());
              yield done;
            }
            case Arrival.Pending(String server) ->
                tooSlow(
                    from,
                    version,
                    key,
                    "%s did not load it within %d s".formatted(server, DEADLINE.toSeconds()));
            case Arrival.Refused(String reason) -> refused(from, version, key, reason);
          };
    };
  }

  /// What became of a change whose process died: it stands, unless it was swapped back or a server
  /// has refused it, which is made good now. Waits for nothing.
  ///
  /// @param made the change
  /// @param from the version that served before
  /// @param key the key under which it was made
  /// @return the outcome where it does not stand
  Optional<Outcome> undone(ServingVersion made, String from, String key) {
    String version = made.version();
    if (registry.promotedBy(key + BACK).isPresent()) {
      return Optional.of(failed(version, "it was swapped back", from));
    }
    boolean serves =
        registry.serving().filter(now -> now.sequence() == made.sequence()).isPresent();
    return serves && arrival(made, digestOf(version)) instanceof Arrival.Refused(String reason)
        ? Optional.of(refused(from, version, key, reason))
        : Optional.empty();
  }

  private String digestOf(String version) {
    return registry.versions().stream()
        .filter(fact -> fact.name().equals(version))
        .map(fact -> fact.digest())
        .findFirst()
        .orElse("");
  }

  private Arrival await(ServingVersion wanted, String digest) throws InterruptedException {
    Instant deadline = clock.instant().plus(DEADLINE);
    Arrival arrival = arrival(wanted, digest);
    while (arrival instanceof Arrival.Pending && clock.instant().isBefore(deadline)) {
      pause.sleep(LOOK);
      arrival = arrival(wanted, digest);
    }
    return arrival;
  }

  private Arrival arrival(ServingVersion wanted, String digest) {
    Instant alive = clock.instant().minus(SILENCE);
    List<Servers.Fact> servers =
        registry.servers().stream().filter(server -> server.time().isAfter(alive)).toList();
    Optional<Servers.Fact> waiting = Optional.empty();
    for (Servers.Fact server : servers) {
      if (server.refused() == wanted.sequence()) {
        return new Arrival.Refused(server.server() + ": " + server.problem());
      }
      if (server.sequence() == wanted.sequence() && !server.digest().equals(digest)) {
        return new Arrival.Refused(
            "%s answers with digest %s instead of %s"
                .formatted(server.server(), server.digest(), digest));
      }
      if (server.sequence() < wanted.sequence()) {
        waiting = Optional.of(server);
      }
    }
    return waiting
        .<Arrival>map(server -> new Arrival.Pending(server.server()))
        .orElseGet(() -> new Arrival.Everywhere(servers.size()));
  }

  private Outcome refused(String from, String version, String key, String reason) {
    return back(from, version, key, reason, RollBackReason.swappedBack(key, reason));
  }

  private Outcome tooSlow(String from, String version, String key, String reason) {
    return back(from, version, key, reason, RollBackReason.tooSlow(key, reason));
  }

  /// Not asked of the kill switch: it keeps the champion as it is, and this is how it was.
  private Outcome back(String from, String version, String key, String reason, String why) {
    LOG.error("{} is swapped back to {}: {}", version, from, reason);
    try {
      return switch (registry.promote(Optional.of(version), from, why, key + BACK)) {
        case ChampionChange.Changed _ -> failed(version, reason, from);
        case ChampionChange.Refused(String refusal) ->
            new Outcome.Failed(
                "%s was promoted, but %s; not swapped back: %s"
                    .formatted(version, reason, refusal));
      };
    } catch (BundleException e) {
      LOG.error("{} cannot be swapped back to", from, e);
      return new Outcome.Failed(
          "%s was promoted, but %s; not swapped back: %s"
              .formatted(version, reason, e.getMessage()));
    }
  }

  private static Outcome failed(String version, String reason, String from) {
    return new Outcome.Failed(
        "%s was promoted, but %s; %s serves again".formatted(version, reason, from));
  }
}
