package io.evenkeel.serving;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A registry in memory. Version `v<n>` answers the share of the amount in 200,000 for odd n, and
/// one minus that for even n.
final class TestingModels implements ModelSource {
  static final Instant SINCE = Instant.parse("2026-11-22T12:00:00Z");

  /// What the server said, as the number of the change that it followed; oldest first.
  final List<Long> told = new CopyOnWriteArrayList<>();

  private final Set<String> corrupted = ConcurrentHashMap.newKeySet();
  private volatile Optional<ServingVersion> serving = Optional.empty();
  private volatile boolean unreadable;
  private volatile Measuring measuring = new Measuring.Never();
  private volatile Runnable opening = () -> {};

  void promote(String version) {
    long sequence = serving.map(ServingVersion::sequence).orElse(0L) + 1;
    serving = Optional.of(new ServingVersion(version, sequence, SINCE, "test"));
  }

  /// From now on versions are opened with this.
  void measure(Measure by) {
    measuring = new Measuring.By(by);
  }

  /// From now on versions are opened with nothing to count by for the moment.
  void measureLater() {
    measuring = new Measuring.NotYet();
  }

  /// From now on versions are opened only after this.
  void whenOpening(Runnable first) {
    opening = first;
  }

  void corrupt(String version) {
    corrupted.add(version);
  }

  void repair(String version) {
    corrupted.remove(version);
  }

  void unreadable(boolean now) {
    unreadable = now;
  }

  static double probability(String version, double amount) {
    double share = amount / 200_000;
    return Integer.parseInt(version.substring(1)) % 2 == 1 ? share : 1 - share;
  }

  @Override
  public Optional<ServingVersion> serving() {
    if (unreadable) {
      throw new IllegalStateException("the ledger is locked");
    }
    return serving;
  }

  @Override
  public void tell(String server, Optional<ServedModel> model, long refused, String problem) {
    told.add(model.map(loaded -> loaded.serving().sequence()).orElse(0L));
  }

  @Override
  public ServedModel open(ServingVersion version) {
    opening.run();
    if (corrupted.contains(version.version())) {
      throw new BundleException("/secret/path/model.ubj was altered");
    }
    ModelMetadata metadata =
        new ModelMetadata(
            version.version(),
            Optional.empty(),
            "test",
            SINCE,
            8_000,
            2_000,
            100,
            10_000,
            0.97,
            0.8,
            0.4,
            7,
            1.5);
    return new ServedModel(
        version,
        "0123456789abcdef-" + version.version(),
        metadata,
        row -> probability(version.version(), row[0]),
        measuring);
  }
}
