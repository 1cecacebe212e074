package io.evenkeel.registry;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.ModelBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which version serves, since when and why. Bundles lie under one directory, facts in the ledger.
///
/// Safe for use by many threads and by several processes over one home.
public final class Registry {
  /// @param models the directory of bundles, one subdirectory a version
  /// @param ledger the facts
  public Registry(Path models, Ledger ledger) {
    assert models != null && ledger != null;
  }

  /// The version that serves, if any was ever promoted. Reads one row of the ledger.
  public Optional<ServingVersion> serving() {
    throw new UnsupportedOperationException();
  }

  /// All that have served, oldest first.
  public List<ServingVersion> history() {
    throw new UnsupportedOperationException();
  }

  /// All recorded versions, oldest first.
  public List<Versions.Fact> versions() {
    throw new UnsupportedOperationException();
  }

  /// A name that no version has yet: `v1`, `v2`, ...
  public String nextName() {
    throw new UnsupportedOperationException();
  }

  /// The directory in which the bundle of a version lies, or will lie.
  public Path directory(String version) {
    throw new UnsupportedOperationException();
  }

  /// Records a complete bundle that lies in its [#directory].
  ///
  /// @param key the idempotency key of the effect that made it; empty when a person did
  /// @throws IllegalStateException when the name is recorded with another digest
  public void record(ModelBundle bundle, String key) {
    throw new UnsupportedOperationException();
  }

  /// Opens the bundle of a version and checks it against its own digests and the recorded one.
  ///
  /// @throws io.evenkeel.model.BundleException when it is unknown, missing or altered
  public ModelBundle open(String version) {
    throw new UnsupportedOperationException();
  }

  /// Makes a version the champion, if the champion is still the one that the caller believes. The
  /// bundle is opened and checked first.
  ///
  /// @param expected the champion that the caller believes to serve; empty: none yet
  /// @param next the version to serve
  /// @param why the reason, in words
  /// @param key the idempotency key of the effect; empty when a person did it
  /// @throws io.evenkeel.model.BundleException when `next` is unknown, missing or altered
  public ChampionChange promote(Optional<String> expected, String next, String why, String key) {
    throw new UnsupportedOperationException();
  }
}
