package io.evenkeel.metrics;

import io.evenkeel.incident.Autonomy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.WatchStatus;
import io.evenkeel.registry.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the facts are read from.
///
/// @param ledger decisions, actions, incidents, signs of life and what waits to be told
/// @param registry the serving version and its hold-out
/// @param reports the latest report, however old
/// @param schema the features; no other name of a feature becomes a label
/// @param checkInterval the time between two drift checks, as it is set
/// @param watch how the watch stands, if it ever stood
/// @param killSwitch whether automatic actions are stopped
/// @param autonomy how much the agent may do by itself, as it is set
/// @param programVersion the version of this program
/// @param clock the present, for the age of the report
public record FactSources(
    Ledger ledger,
    Registry registry,
    ReportStore reports,
    FeatureSchema schema,
    Duration checkInterval,
    Supplier<Optional<WatchStatus>> watch,
    BooleanSupplier killSwitch,
    Autonomy autonomy,
    String programVersion,
    Clock clock) {
  /// Rejects an interval that is none and a program without a version.
  public FactSources {
    if (!checkInterval.isPositive()) {
      throw new IllegalArgumentException(
          "the interval of the checks must be positive, was " + checkInterval);
    }
    if (programVersion.isBlank()) {
      throw new IllegalArgumentException("the program must have a version, was blank");
    }
  }
}
