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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes the champion and makes sure that it arrives: every server that has a say and lives must
/// say that it answers with the very bundle, by its digest. One that refuses it, or does not load
/// it in time, has the champion swapped back.
///
/// A server has a say when it lived and answered with the champion before, without a problem, at
/// the moment of the change. One that was sick already must not keep all others from a repair: it
/// is not waited for, and the log and the outcome name it.
///
/// Both sides of the swap open the bundle, which checks its digests and its golden predictions:
/// here before the alias moves, and each server before it answers.
///
/// Stateless: who has a say is kept by the call that makes the change, on the agent's thread.
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

  /// The servers that live at the moment of a change.
  ///
  /// @param asked the names of those that have a say
  /// @param sick those that have none, each with why, in words
  private record Living(Set<String> asked, List<String> sick) {}

  /// Where a change of champion has arrived.
  private sealed interface Arrival {
    /// Every server that has a say and lives answers with it; there may be none.
    record Everywhere(int servers) implements Arrival {}

    /// A server has not loaded it yet.
    record Pending(String server) implements Arrival {}

    /// A server will not load it, or has loaded something else.
    record Refused(String reason) implements Arrival {}
  }

  /// Gives servers the time that they have to follow the change before, so that one which is only
  /// about to is not held for sick. Waits for nothing where that change is older. Comes before the
  /// kill switch is asked for the last time.
  void settle() throws InterruptedException {
    Optional<ServingVersion> before = registry.serving();
    // Whoever made that change may have had another clock.
    Instant longest = clock.instant().plus(DEADLINE);
    while (clock.instant().isBefore(longest) && before.filter(this::mayStillArrive).isPresent()) {
      pause.sleep(LOOK);
    }
  }

  private boolean mayStillArrive(ServingVersion change) {
    return clock.instant().isBefore(change.since().plus(DEADLINE))
        && living().stream()
            .anyMatch(server ->
                server.sequence() < change.sequence() && server.refused() != change.sequence());
  }

  /// Lets a version serve.
  ///
  /// @param from the version that is believed to serve
  /// @param next the version to serve, opened and checked
  /// @param why the reason, for the history
  /// @param key the idempotency key of the effect
  /// @param done the outcome once it serves everywhere
  Outcome to(String from, ModelBundle next, String why, String key, Outcome.Changed done)
      throws InterruptedException {
    String version = next.metadata().version();
    Living before = before(from);
    return switch (registry.promote(Optional.of(from), version, why, key)) {
      case ChampionChange.Refused(String reason) -> new Outcome.Refused(reason);
      case ChampionChange.Changed(ServingVersion now) ->
          switch (await(now, next.digest(), before.asked())) {
            case Arrival.Everywhere(int servers) -> {
              LOG.info(
                  "{} is answered with by {} servers, digest {}", version, servers, next.digest());
              yield without(before.sick(), done);
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

  private static Outcome without(List<String> sick, Outcome.Changed done) {
    return sick.isEmpty()
        ? done
        : new Outcome.Changed(
            done.from(),
            done.to(),
            done.expectedRocAuc(),
            done.expectedStandardError(),
            done.describe() + " | not waited for: " + String.join(", ", sick),
            done.evidence());
  }

  /// What became of a change whose process died: it stands, unless it was swapped back or a server
  /// has refused it, which is made good now. Waits for nothing.
  ///
  /// Who had a say died with the process. A server that still answers with something older than the
  /// champion before was sick already; one that answers with nothing may have been started anew
  /// since, and has a say.
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
    List<Servers.Fact> asked =
        living().stream()
            .filter(server -> server.sequence() == 0 || server.sequence() >= made.sequence() - 1)
            .toList();
    return serves
            && arrival(made, digestOf(version), asked) instanceof Arrival.Refused(String reason)
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

  private List<Servers.Fact> living() {
    Instant alive = clock.instant().minus(SILENCE);
    return registry.servers().stream().filter(server -> server.time().isAfter(alive)).toList();
  }

  /// Who lives, right before a version is replaced.
  private Living before(String from) {
    String digest = digestOf(from);
    long change = registry.serving().map(ServingVersion::sequence).orElse(0L);
    Set<String> asked = new HashSet<>();
    List<String> sick = new ArrayList<>();
    for (Servers.Fact server : living()) {
      boolean followed = server.sequence() >= change && server.digest().equals(digest);
      if (followed && server.refused() == 0) {
        asked.add(server.server());
      } else {
        sick.add(
            "%s (%s)"
                .formatted(
                    server.server(),
                    server.problem().isEmpty()
                        ? "did not answer with " + from + " before"
                        : server.problem()));
      }
    }
    if (!sick.isEmpty()) {
      LOG.warn("these servers were sick already and have no say in a change: {}", sick);
    }
    return new Living(asked, sick);
  }

  private Arrival await(ServingVersion wanted, String digest, Set<String> names)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(DEADLINE);
    Arrival arrival = arrival(wanted, digest, asked(names));
    while (arrival instanceof Arrival.Pending && clock.instant().isBefore(deadline)) {
      pause.sleep(LOOK);
      arrival = arrival(wanted, digest, asked(names));
    }
    return arrival;
  }

  private List<Servers.Fact> asked(Set<String> names) {
    return living().stream().filter(server -> names.contains(server.server())).toList();
  }

  private static Arrival arrival(ServingVersion wanted, String digest, List<Servers.Fact> asked) {
    Optional<Servers.Fact> waiting = Optional.empty();
    for (Servers.Fact server : asked) {
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
        .orElseGet(() -> new Arrival.Everywhere(asked.size()));
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
