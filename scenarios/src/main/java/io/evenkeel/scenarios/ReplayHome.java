package io.evenkeel.scenarios;

import io.evenkeel.app.Home;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// The scratch home of a replay: the versions that there were when it begins, by reference, and a
/// ledger of its own that knows them. Whatever the replay writes, it writes here.
final class ReplayHome {
  private static final String CHAMPION = "champion";

  private ReplayHome() {}

  /// Makes one.
  ///
  /// @param recorded the home that is replayed; only read
  /// @param from the moment at which the replay begins
  static Home make(Path directory, Home recorded, ReplayPast past, Instant from) {
    Home home = new Home(directory).create();
    try {
      Files.copy(recorded.schema(), home.schema());
      Files.createDirectories(home.models());
      Files.createDirectories(home.trustedHoldout().getParent());
      if (Files.exists(recorded.trustedHoldout())) {
        Files.createSymbolicLink(home.trustedHoldout(), recorded.trustedHoldout());
      }
      VirtualClock clock = new VirtualClock(Instant.EPOCH);
      try (Ledger ledger = Ledger.open(home.ledger(), clock)) {
        for (Versions.Fact version :
            past.versions().values().stream()
                .filter(v -> !v.recorded().isAfter(from))
                .sorted(Comparator.comparing(Versions.Fact::recorded))
                .toList()) {
          at(clock, version.recorded());
          // The key of what made it would forbid what the replay does under the same key.
          ledger.versions().record(version.name(), version.digest(), version.parent(), "");
          Path bundle = recorded.models().resolve(version.name());
          if (Files.exists(bundle)) {
            Files.createSymbolicLink(home.models().resolve(version.name()), bundle);
          }
        }
        Optional<String> before = Optional.empty();
        for (Aliases.Fact change : past.champions()) {
          if (!change.since().isAfter(from)) {
            at(clock, change.since());
            ledger.aliases().compareAndSet(CHAMPION, before, change.version(), change.why(), "");
            before = Optional.of(change.version());
          }
        }
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the scratch home of the replay", e);
    }
  }

  private static void at(VirtualClock clock, Instant moment) {
    clock.set(Duration.between(clock.instant(), moment));
  }
}
