package io.evenkeel.chronicle;

import io.evenkeel.agent.AgentFact.Decided;
import io.evenkeel.agent.AgentFact.Ended;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Versions;
import io.evenkeel.mlflow.MlflowRecord.NewVersion;
import io.evenkeel.mlflow.MlflowRecord.Run;
import io.evenkeel.mlflow.MlflowSettings;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Facts as runs for MLflow.
///
/// @param ledger the versions
/// @param registry where their bundles lie
/// @param reports the drift reports, as long as they are kept
/// @param facts the journal
/// @param names what things are called in MLflow
record Runs(
    Ledger ledger, Registry registry, ReportStore reports, Facts facts, MlflowSettings names) {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final String VERIFICATION = "verification";

  /// A decision, also one to do nothing.
  Run decision(Decided decided) {
    String code = decided.decision().code();
    RunDraft draft =
        new RunDraft()
            .param("decision", code)
            .param("version", decided.version())
            .metric("confidence", decided.confidence())
            .tag("decision", code)
            .tag("incident_id", decided.incident())
            .tag("agent_run_id", decided.report())
            .tag("reasoning", decided.reasoning());
    evidence(draft, Optional.of(decided));
    report(draft, decided.report());
    draft.artifact("decision/decision.json", Documents.decision(decided));
    facts
        .consultation(decided)
        .ifPresent(asked ->
            draft
                .tag("consultation", asked.consultation().result())
                .artifact("decision/consultation.json", Documents.consultation(asked)));
    return draft.run(
        "decision/" + decided.sequence(),
        names.actionsExperiment(),
        "decision " + code + " " + decided.report(),
        decided.time(),
        decided.time(),
        true,
        Optional.empty());
  }

  /// An action that has ended.
  Run action(Ended ended) {
    Optional<Decided> decided = decision(ended);
    RunDraft draft =
        new RunDraft()
            .param("action", ended.action().code())
            .param("version", decided.map(Decided::version).orElse(""))
            .seconds("duration_seconds", ended.took());
    outcome(draft, ended, decided);
    ended
        .change()
        .ifPresent(change ->
            draft
                .tag("version_from", change.from())
                .tag("version_to", change.to())
                .metric("roc_auc", change.rocAuc()));
    return draft.run(
        "action/" + ended.key(),
        names.actionsExperiment(),
        ended.action().code() + " " + ended.key(),
        ended.time().minus(ended.took()),
        ended.time(),
        ended.effective(),
        Optional.empty());
  }

  /// A retrain that has ended, with the version that came of it where one serves.
  Run retrain(Ended ended) {
    Optional<Decided> decided = decision(ended);
    Optional<Versions.Fact> made =
        ended.effective() ? ledger.versions().madeBy(ended.key()) : Optional.empty();
    RunDraft draft = new RunDraft();
    outcome(draft, ended, decided);
    made.ifPresent(version -> model(draft, version));
    ended.evidence().ifPresent(evidence -> GateFigures.into(draft, evidence));
    report(draft, ended.report());
    decided.ifPresent(made_ -> draft.artifact("decision/decision.json", Documents.decision(made_)));
    draft.seconds("duration_seconds", ended.took());
    facts.story(ended.incident(), ended.sequence()).ends().stream()
        .filter(other -> other.report().equals(ended.report()))
        .forEach(other -> draft.seconds("duration_seconds." + other.action().code(), other.took()));
    return draft.run(
        "retrain/" + ended.key(),
        names.retrainExperiment(),
        made.map(version -> "retrain " + version.name()).orElse("retrain " + ended.code()),
        ended.time().minus(ended.took()),
        ended.time(),
        ended.effective(),
        made.map(version -> new NewVersion(version.name(), version.digest())));
  }

  /// A version that a person made.
  Run version(Versions.Fact version) {
    RunDraft draft = new RunDraft().tag("triggered_by", "person").tag("verdict", "recorded");
    Optional<ModelMetadata> metadata = model(draft, version);
    metadata.ifPresent(stated -> draft.tag("why", stated.why()));
    Instant ended = version.recorded();
    Duration took =
        metadata
            .map(stated -> Duration.ofNanos(Math.round(stated.trainingSeconds() * 1e9)))
            .orElse(Duration.ZERO);
    return draft
        .seconds("duration_seconds", took)
        .run(
            "version/" + version.name(),
            names.retrainExperiment(),
            "train " + version.name(),
            ended.minus(took),
            ended,
            true,
            Optional.of(new NewVersion(version.name(), version.digest())));
  }

  private Optional<Decided> decision(Ended ended) {
    Story story = facts.story(ended.incident(), ended.sequence());
    return story.decisionOn(ended.report()).or(story::latestDecision);
  }

  private static void outcome(RunDraft draft, Ended ended, Optional<Decided> decided) {
    draft
        .tag("decision", ended.action().code())
        .tag("incident_id", ended.incident())
        .tag("agent_run_id", ended.report())
        .tag("idempotency_key", ended.key())
        .tag("verdict", ended.code())
        .tag("outcome", ended.describe());
    evidence(draft, decided);
    if (decided.filter(made -> made.report().equals(ended.report())).isEmpty()) {
      draft.tag("triggered_by", VERIFICATION);
    }
  }

  /// Who decided, and on what.
  private static void evidence(RunDraft draft, Optional<Decided> decided) {
    decided.ifPresent(made -> {
      draft
          .tag("triggered_by", made.source())
          .tag("drifted_cols", String.join(",", made.drifted()));
      made.driftScore()
          .ifPresent(score ->
              draft.metric("drift_score", score).tag("drift_score", String.valueOf(score)));
      draft.metric("confidence", made.confidence());
    });
  }

  private void report(RunDraft draft, String report) {
    if (!report.isEmpty()) {
      reports.json(report).ifPresent(json -> draft.artifact("drift/report.json", json));
    }
  }

  /// What the bundle of a version says, as far as it can be read here. Nothing is fetched for it.
  private Optional<ModelMetadata> model(RunDraft draft, Versions.Fact version) {
    ModelBundle bundle;
    try {
      bundle = ModelBundle.open(registry.directory(version.name()));
    } catch (BundleException e) {
      LOG.warn("the run of {} lacks its figures: {}", version.name(), e.getMessage());
      return Optional.empty();
    }
    ModelMetadata metadata = bundle.metadata();
    draft
        .param("version", version.name())
        .param("parent", metadata.parent().orElse(""))
        .param("seed", metadata.seed())
        .param("training_rows", metadata.trainingRows())
        .param("threshold", metadata.threshold());
    bundle
        .hyperparameters()
        .ifPresent(grown ->
            draft
                .param("trees", grown.trees())
                .param("depth", grown.depth())
                .param("eta", grown.eta())
                .param("subsample", grown.subsample())
                .param("column_sample", grown.columnSample()));
    draft
        .metric("roc_auc", metadata.rocAuc())
        .metric("pr_auc", metadata.prAuc())
        .metric("training_rows", metadata.trainingRows())
        .metric("holdout_rows", metadata.holdoutRows())
        .metric("holdout_positives", metadata.holdoutPositives())
        .metric("reference_rows", metadata.referenceRows())
        .metric("training_seconds", metadata.trainingSeconds())
        .artifact("model/importance.json", Documents.importance(bundle.importance()));
    bundle.importance().forEach((feature, gain) -> draft.metric("importance." + feature, gain));
    return Optional.of(metadata);
  }
}
