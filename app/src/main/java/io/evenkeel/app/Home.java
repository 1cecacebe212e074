package io.evenkeel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The directory in which everything of one model lives.
///
/// @param root its absolute path
public record Home(Path root) {
  /// Makes the path absolute.
  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /// Makes the directory if it does not exist.
  public Home create() {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the home directory " + root, e);
    }
    return this;
  }

  /// The settings; optional.
  public Path settings() {
    return root.resolve("evenkeel.yaml");
  }

  /// The feature schema; required by everything but `generate`.
  public Path schema() {
    return root.resolve("schema.yaml");
  }

  /// The labelled rows that the first version is trained on.
  public Path referenceData() {
    return root.resolve("data/reference.csv");
  }

  /// The trusted hold-out: labelled quiet rows that no version ever trains on.
  public Path trustedHoldout() {
    return root.resolve("data/holdout.csv");
  }

  /// The event log.
  public Path events() {
    return root.resolve("events");
  }

  /// The model bundles, one directory a version.
  public Path models() {
    return root.resolve("models");
  }

  /// The drift reports.
  public Path reports() {
    return root.resolve("reports");
  }

  /// What the watch knows.
  public Path watch() {
    return root.resolve("watch/state.bin");
  }

  /// The alerts as files.
  public Path alerts() {
    return root.resolve("alerts");
  }

  /// While this file exists the agent changes nothing.
  public Path killSwitch() {
    return root.resolve("kill-switch");
  }

  /// The ledger.
  public Path ledger() {
    return root.resolve("ledger.db");
  }
}
