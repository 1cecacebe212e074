package io.evenkeel.remedies;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.FaultRule;
import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.Outcome;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Window;
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
  private final KnownFraudsFile knownFrauds;
  private final TrainingProcess training;
  private final RetrainSettings settings;
  private final Swap swap;
  private final Supplier<Optional<String>> pause;
  private final Supplier<Optional<String>> hold;

  Retraining(
      Registry registry,
      RowsInWaiting recent,
      TrustedHoldout trusted,
      KnownFraudsFile knownFrauds,
      TrainingProcess training,
      RetrainSettings settings,
      Swap swap,
      Supplier<Optional<String>> pause,
      Supplier<Optional<String>> hold) {
    this.registry = registry;
    this.recent = recent;
    this.earlier = new EarlierRows(registry);
    this.trusted = trusted;
    this.knownFrauds = knownFrauds;
    this.training = training;
    this.settings = settings;
    this.swap = swap;
    this.pause = pause;
    this.hold = hold;
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
    KnownFraudsFile.Reading known = knownFrauds.read(champion.schema());
    if (known instanceof KnownFraudsFile.Reading.Unusable(String reason)) {
      return new Outcome.Refused("nothing is promoted past known frauds: " + reason);
    }
    return switch (trusted.read(champion.schema(), settings.gate().frauds())) {
      case TrustedHoldout.Reading.Unusable(String reason) ->
          new Outcome.Refused("nothing is promoted without the trusted hold-out: " + reason);
      case TrustedHoldout.Reading.Sound(LabelledTable quiet) ->
          switch (recent.await(onset.get(), champion.schema(), champion.scorer()::probabilities)) {
            case RecentRows.TooFew(int frauds, int needed) ->
                new Outcome.Failed(
                    "too few labels: %d mature frauds since %s within %s, %d are needed"
                        .formatted(frauds, onset.get(), settings.labelDeadline(), needed));
            case RecentRows.Uneven(LabelCoverage coverage) ->
                new Outcome.Refused(
                    "not enough evidence, labels are selective: %s; mark a random share with pass_through"
                        .formatted(coverage.uneven()));
            case RecentRows.Split split -> train(order, champion, split, new Quiet(quiet, known));
          };
    };
  }

  /// What no version trains on.
  private record Quiet(LabelledTable trusted, KnownFraudsFile.Reading known) {}

  private Outcome train(Order order, ModelBundle champion, RecentRows.Split split, Quiet quiet)
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
    return switch (settings.gate().judge(measure(champion, challenger, split, quiet))) {
      case PromotionGate.Verdict.Promote(GateEvidence evidence) -> {
        LOG.info("{} passes the gate: {}", name, evidence.lines());
        yield promote(order, serving, challenger, evidence);
      }
      case PromotionGate.Verdict.Keep(String reason, GateEvidence evidence) -> {
        registry.discard(directory);
        yield new Outcome.Refused(
            "kept %s: %s: %s".formatted(serving, reason, evidence.summary()),
            Optional.of(evidence));
      }
      case PromotionGate.Verdict.NotEnoughData(int seen, int needed, GateEvidence evidence) -> {
        registry.discard(directory);
        yield new Outcome.Refused(
            "kept %s: a hold-out has %d rows of a class, %d are needed"
                .formatted(serving, seen, needed),
            Optional.of(evidence));
      }
    };
  }

  private GateEvidence measure(
      ModelBundle champion, ModelBundle challenger, RecentRows.Split split, Quiet quiet) {
    HoldoutComparison.Plan plan = settings.gate().plan(settings.seed());
    return new GateEvidence(
        champion.metadata().version(),
        challenger.metadata().version(),
        Scores.compare(champion, challenger, split.holdout(), plan),
        Scores.compare(champion, challenger, quiet.trusted(), plan),
        quiet.known().compare(champion, challenger),
        split.coverage(),
        split.passThrough());
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

  private Outcome promote(
      Order order, String serving, ModelBundle challenger, GateEvidence evidence)
      throws InterruptedException {
    String name = challenger.metadata().version();
    swap.settle();
    Optional<String> held = hold.get();
    if (held.isPresent()) {
      registry.discard(registry.directory(name));
      return new Outcome.Refused(
          "%s; %s passed the gate: %s".formatted(held.get(), name, evidence.summary()),
          Optional.of(evidence));
    }
    registry.record(challenger, order.key());
    String why = "retrained for " + order.incident() + ": " + evidence.summary();
    Outcome.Changed promoted = Changes.promoted(serving, challenger).with(evidence);
    return switch (swap.to(serving, challenger, why, order.key(), promoted)) {
      case Outcome.Refused(String reason, _) -> new Outcome.Refused(reason, Optional.of(evidence));
      case Outcome other -> other;
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
