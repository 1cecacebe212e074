package io.evenkeel.remedies;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.FaultRule;
import io.evenkeel.incident.Outcome;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains a challenger on the rows since the onset and lets it serve if the gate allows. Stateless.
final class Retraining {
  private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);

  private final Registry registry;
  private final RowsInWaiting recent;
  private final EarlierRows earlier;
  private final TrustedHoldout trusted;
  private final TrainingProcess training;
  private final RetrainSettings settings;
  private final Supplier<Optional<String>> pause;

  Retraining(
      Registry registry,
      RowsInWaiting recent,
      TrustedHoldout trusted,
      TrainingProcess training,
      RetrainSettings settings,
      Supplier<Optional<String>> pause) {
    this.registry = registry;
    this.recent = recent;
    this.earlier = new EarlierRows(registry);
    this.trusted = trusted;
    this.training = training;
    this.settings = settings;
    this.pause = pause;
  }

  Outcome perform(Order order) throws InterruptedException {
    CheckReport report = order.report();
    Optional<Instant> onset = report.onset().or(() -> report.window().map(Window::from));
    if (onset.isEmpty()) {
      return new Outcome.Refused("the report names no rows to train on");
    }
    if (!report.drift().qualityIssues().isEmpty() || FaultRule.spoils(report.faults())) {
      return new Outcome.Refused("no retraining on a data fault: " + faults(report));
    }
    Optional<Outcome> obstacle = obstacle(report.version());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    ModelBundle champion = registry.open(report.version());
    return switch (trusted.read(champion.schema(), settings.gate().frauds())) {
      case TrustedHoldout.Reading.Unusable(String reason) ->
          new Outcome.Refused("nothing is promoted without the trusted hold-out: " + reason);
      case TrustedHoldout.Reading.Sound(LabelledTable quiet) ->
          switch (recent.await(onset.get(), champion.schema())) {
            case RecentRows.TooFew(int frauds, int needed) ->
                new Outcome.Failed(
                    "too few labels: %d mature frauds since %s within %s, %d are needed"
                        .formatted(frauds, onset.get(), settings.labelDeadline(), needed));
            case RecentRows.Split split -> train(order, champion, split, quiet);
          };
    };
  }

  private Outcome train(
      Order order, ModelBundle champion, RecentRows.Split split, LabelledTable quiet)
      throws InterruptedException {
    String serving = champion.metadata().version();
    Optional<Outcome> obstacle = obstacle(serving);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    String name = registry.nextName();
    Path directory = registry.directory(name);
    LOG.info(
        "training {} on {} recent rows with {} frauds",
        name,
        split.training().rows(),
        split.training().positives());
    ModelBundle challenger = training.train(plan(name, order, champion, split), directory);
    PromotionGate.Verdict verdict =
        settings
            .gate()
            .judge(
                Scores.compare(champion, challenger, split.holdout(), settings.gate().frauds()),
                Scores.compare(champion, challenger, quiet, settings.gate().frauds()));
    return switch (verdict) {
      case PromotionGate.Verdict.Promote(String figures) -> {
        LOG.info("{} passes the gate: {}", name, figures);
        yield promote(order, serving, challenger, figures);
      }
      case PromotionGate.Verdict.Keep(String reason) -> {
        registry.discard(directory);
        yield new Outcome.Refused("kept " + serving + ": " + reason);
      }
      case PromotionGate.Verdict.NotEnoughData(int seen, int needed) -> {
        registry.discard(directory);
        yield new Outcome.Refused(
            "kept %s: a hold-out has %d frauds, %d are needed".formatted(serving, seen, needed));
      }
    };
  }

  private TrainingPlan plan(
      String name, Order order, ModelBundle champion, RecentRows.Split split) {
    Mixture mixture =
        Mixture.of(
            split.training(),
            earlier.of(champion, settings.earlierRows()),
            settings.earlierShare());
    return new TrainingPlan(
        name,
        Optional.of(champion.metadata().version()),
        Interrupted.why(order.key(), order.recommendation().reasoning()),
        mixture.rows(),
        mixture.weights(),
        split.holdout(),
        split.reference(),
        settings.seed());
  }

  private Outcome promote(Order order, String serving, ModelBundle challenger, String figures) {
    String name = challenger.metadata().version();
    Optional<String> paused = pause.get();
    if (paused.isPresent()) {
      registry.discard(registry.directory(name));
      return new Outcome.Refused(paused.get());
    }
    registry.record(challenger, order.key());
    String why = "retrained for " + order.incident() + ": " + figures;
    Outcome promoted = Changes.promoted(serving, challenger);
    return switch (registry.promote(Optional.of(serving), name, why, order.key())) {
      case ChampionChange.Changed _ -> promoted;
      case ChampionChange.Refused(String reason) -> new Outcome.Refused(reason);
    };
  }

  /// Why no challenger of this version could be promoted now, so that none is trained in vain.
  private Optional<Outcome> obstacle(String version) {
    return servesAnother(version)
        ? Optional.of(new Outcome.Refused(changedMeanwhile(version)))
        : pause.get().map(Outcome.Refused::new);
  }

  private boolean servesAnother(String version) {
    return !registry.serving().map(ServingVersion::version).equals(Optional.of(version));
  }

  private String changedMeanwhile(String version) {
    return "the report is of %s, but %s serves now"
        .formatted(version, registry.serving().map(ServingVersion::version).orElse("nothing"));
  }

  private static String faults(CheckReport report) {
    return Stream.concat(
            report.faults().stream().map(DataFault::describe),
            report.drift().qualityIssues().stream().map(QualityIssue::describe))
        .collect(Collectors.joining("; "));
  }
}
