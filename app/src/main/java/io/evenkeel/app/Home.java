package io.evenkeel.app;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.LedgerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory in which everything of one model lives.
///
/// @param root its absolute path
public record Home(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(Home.class);

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

  /// Frauds that every version must catch; optional.
  public Path knownFrauds() {
    return root.resolve("data/known_frauds.csv");
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

  /// The post-mortems of incidents that are over.
  public Path postMortems() {
    return root.resolve("postmortems");
  }

  /// While this file exists the agent changes nothing.
  public Path killSwitch() {
    return root.resolve("kill-switch");
  }

  /// The ledger.
  public Path ledger() {
    return root.resolve("ledger.db");
  }

  /// Opens the ledger, where the settings say that it is.
  ///
  /// @throws io.evenkeel.ledger.LedgerException when it cannot be opened
  Ledger openLedger(LedgerSettings settings, Clock clock) {
    Ledger opened = Ledger.open(ledger(), settings, clock);
    if (settings.url().isPresent() && Files.exists(ledger())) {
      LOG.warn(
          "{} is not used, ledger.url names another place; to take it over see docs/ledger.md",
          ledger());
    }
    return opened;
  }
}
