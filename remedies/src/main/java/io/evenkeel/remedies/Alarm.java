package io.evenkeel.remedies;

import io.evenkeel.agent.KillSwitch;
import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.alerts.Alert;
import io.evenkeel.alerts.AlertChannel;
import io.evenkeel.alerts.Delivery;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people. Stateless.
final class Alarm {
  private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);
  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private final AlertChannel channel;
  private final ReportStore reports;
  private final Registry registry;
  private final KillSwitch killSwitch;
  private final Function<CheckReport, MoneyAtRisk> atRisk;
  private final Clock clock;

  Alarm(
      AlertChannel channel,
      ReportStore reports,
      Registry registry,
      KillSwitch killSwitch,
      Function<CheckReport, MoneyAtRisk> atRisk,
      Clock clock) {
    this.channel = channel;
    this.reports = reports;
    this.registry = registry;
    this.killSwitch = killSwitch;
    this.atRisk = atRisk;
    this.clock = clock;
  }

  Outcome sound(Order order) {
    CheckReport report = order.report();
    return send(
        new Alert(
            order.incident(),
            order.key(),
            clock.instant(),
            report.version(),
            report.drift(),
            order.recommendation(),
            whatToDo(report.drift()) + meanwhile(report)));
  }

  /// Tells people again, under the same key, because nobody knows whether the first alert arrived.
  /// The evidence is that of the latest report: the one that was acted on, or a fresher one.
  Outcome repeat(JournalEntry intent) {
    Optional<CheckReport> report = latest();
    DriftReport drift =
        report
            .map(CheckReport::drift)
            .orElse(new DriftReport(0, List.of(), List.of(), new Verdict.NotEnoughData(0, 1)));
    Recommendation reason =
        report
            .map(CheckReport::recommendation)
            .orElse(new Recommendation(Decision.ALERT, 0, "The report can no longer be read."));
    return send(
        new Alert(
            intent.incident(),
            intent.key(),
            clock.instant(),
            registry.serving().map(ServingVersion::version).orElse("none"),
            drift,
            new Recommendation(
                Decision.ALERT,
                reason.confidence(),
                "Repeated: the agent ended before it knew whether this alert arrived. "
                    + reason.reasoning()),
            whatToDo(drift) + report.map(this::meanwhile).orElse("")));
  }

  private Outcome send(Alert alert) {
    return switch (channel.send(alert)) {
      case Delivery.Delivered(String where) -> new Outcome.Delivered("delivered | " + where);
      case Delivery.Failed(String reason) ->
          new Outcome.Failed("the alert did not arrive: " + reason);
    };
  }

  private Optional<CheckReport> latest() {
    return switch (reports.latest(clock.instant(), ANY_AGE)) {
      case ReportStore.Reading.Sound(CheckReport report) -> Optional.of(report);
      case ReportStore.Reading.Missing _,
          ReportStore.Reading.Stale _,
          ReportStore.Reading.Malformed _ ->
          Optional.empty();
    };
  }

  /// What holds the agent back comes first: without it the agent might have done the rest.
  private String whatToDo(DriftReport drift) {
    return killSwitch
        .holding()
        .or(registry::paused)
        .map(standing ->
            standing.substring(0, 1).toUpperCase(Locale.ROOT)
                + standing.substring(1)
                + ". "
                + aboutTheData(drift))
        .orElseGet(() -> aboutTheData(drift));
  }

  /// What holds until somebody acts, and what it costs; nothing where that is not known.
  private String meanwhile(CheckReport report) {
    try {
      return atRisk.apply(report) instanceof MoneyAtRisk.Known known
          ? " Meanwhile %s serves on: %s.".formatted(known.version(), known.describe())
          : "";
    } catch (RuntimeException e) {
      LOG.error("the money at risk cannot be reckoned; the alert goes out without", e);
      return "";
    }
  }

  private static String aboutTheData(DriftReport drift) {
    if (!drift.qualityIssues().isEmpty()) {
      return drift.qualityIssues().stream()
          .map(QualityIssue::describe)
          .collect(Collectors.joining("; ", "Repair the data that callers send: ", "."));
    }
    if (drift.driftedFeatures().isEmpty()) {
      return "Look at the latest report and at the model's live performance.";
    }
    return "Find out why %s moved; train or roll back by hand if the model suffers."
        .formatted(String.join(", ", drift.driftedFeatures()));
  }
}
