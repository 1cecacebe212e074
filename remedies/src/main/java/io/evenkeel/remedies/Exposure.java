package io.evenkeel.remedies;

import io.evenkeel.drift.PerformanceEstimator;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.LabelRule;
import io.evenkeel.events.LabelledPrediction;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.Feature;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reckons what a version that serves on costs.
///
/// With the amount `a` of each row that it did not flag in the window, its probability of fraud `p`
/// as CBPE calibrates the score, and the hours `h` from the first row to the last, the fraud missed
/// an hour is `sum(a p) / h`. Where enough frauds are mature since the onset, the part of the
/// scored value that was missed fraud is measured on these instead.
///
/// Stateless.
final class Exposure {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final double SECONDS = 3_600;

  private final Registry registry;
  private final EventReader events;
  private final LabelRule labels;
  private final String money;
  private final int frauds;
  private final Clock clock;

  /// @param money the feature that is the amount of a payment
  /// @param frauds how many mature frauds it takes to measure
  Exposure(
      Registry registry,
      EventReader events,
      LabelRule labels,
      String money,
      int frauds,
      Clock clock) {
    this.registry = registry;
    this.events = events;
    this.labels = labels;
    this.money = money;
    this.frauds = frauds;
    this.clock = clock;
  }

  MoneyAtRisk of(CheckReport report) {
    if (!report.faults().isEmpty() || !report.drift().qualityIssues().isEmpty()) {
      return new MoneyAtRisk.Unknown("the data is faulty, and so may the amounts be");
    }
    Optional<Window> window = report.window();
    if (window.isEmpty()) {
      return new MoneyAtRisk.Unknown("the report has no rows");
    }
    try {
      ModelBundle version = registry.openHere(report.version());
      OptionalInt amount = version.schema().position(money);
      return amount.isEmpty()
          ? new MoneyAtRisk.Unknown("no feature is called " + money)
          : of(report, window.get(), version, amount.getAsInt());
    } catch (BundleException e) {
      return new MoneyAtRisk.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private MoneyAtRisk of(CheckReport report, Window window, ModelBundle version, int amount) {
    List<Event.Prediction> all =
        events.predictions(Optional.empty(), window.from().minusNanos(1), window.to());
    List<Event.Prediction> own =
        all.stream().filter(row -> row.version().equals(report.version())).toList();
    Duration span = Duration.between(window.from(), window.to());
    if (own.isEmpty() || span.compareTo(SHORTEST) < 0) {
      return new MoneyAtRisk.Unknown("the window is too short to tell a rate");
    }
    double hours = span.toNanos() / 1e9 / SECONDS;
    double scored = own.stream().mapToDouble(row -> value(row, amount)).sum();
    List<LabelledPrediction> mature =
        events.labelled(
            Optional.of(report.version()),
            report.onset().orElse(window.from()).minusNanos(1),
            clock.instant(),
            labels);
    int known = (int) mature.stream().filter(LabelledPrediction::fraud).count();
    double missed =
        known >= frauds
            ? scored * missedShare(mature, amount)
            : estimatedMissed(own, version, amount);
    return new MoneyAtRisk.Known(
        report.version(),
        missed / hours,
        scored / hours,
        (double) own.size() / all.size(),
        unit(version.schema().features().get(amount)),
        known >= frauds ? known : 0);
  }

  private static double missedShare(List<LabelledPrediction> rows, int amount) {
    double all = 0;
    double missed = 0;
    for (LabelledPrediction row : rows) {
      double value = value(row.prediction(), amount);
      all += value;
      missed += row.fraud() && !row.prediction().fraud() ? value : 0;
    }
    return all > 0 ? missed / all : 0;
  }

  private static double estimatedMissed(
      List<Event.Prediction> rows, ModelBundle version, int amount) {
    PerformanceEstimator estimator =
        PerformanceEstimator.of(
            version.holdout().scores(),
            version.holdout().labels(),
            version.schema().threshold(),
            version.metadata().seed());
    return rows.stream()
        .filter(row -> !row.fraud())
        .mapToDouble(row -> value(row, amount) * estimator.probability(row.probability()))
        .sum();
  }

  /// The amount of a row; a missing one counts nothing.
  private static double value(Event.Prediction row, int amount) {
    double value = row.features()[amount];
    return Double.isNaN(value) ? 0 : Math.max(0, value);
  }

  private static String unit(Feature feature) {
    return feature instanceof Feature.Numeric numeric && !numeric.unit().isBlank()
        ? numeric.unit()
        : "of " + feature.name();
  }
}
