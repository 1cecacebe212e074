package io.evenkeel.mlflow;

import io.evenkeel.ledger.Carrier;
import io.evenkeel.model.BundleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records runs. Each step may be repeated, and the end of the run is written last: a run that was
/// begun and not ended is completed, one that has ended is left alone. Of two with the same key,
/// one is left.
///
/// @param experiments the experiments
/// @param runs the runs
/// @param artifacts where files go
/// @param versions makes versions of the registered model
record RunRecorder(
    Experiments experiments, Runs runs, ArtifactProxy artifacts, VersionRecorder versions) {
  Carrier.Result record(MlflowRecord.Run run) throws CallFailed, InterruptedException {
    String experiment = experiments.id(run.experiment());
    LoggedRun logged = open(experiment, run);
    List<String> refusals = List.of();
    if (!logged.ended()) {
      refusals = fill(run, logged);
      runs.end(logged, run);
    }
    leaveOne(experiment, run, logged);
    return refusals.isEmpty()
        ? new Carrier.Result.Arrived()
        : new Carrier.Result.Refused(
            "the run " + run.name() + " is incomplete: " + String.join("; ", refusals));
  }

  /// Records a version that MLflow lacks, from the bundle on this machine, in a run of its own. A
  /// run that has ended without its version gets it now.
  ///
  /// @param experiment where versions are recorded
  /// @return why it can never be recorded, if so
  Optional<String> supply(String experiment, MlflowRecord.NewVersion version)
      throws CallFailed, InterruptedException {
    return attempt(() -> {
      MlflowRecord.Run run = VersionRun.of(experiment, version, versions.open(version).bundle());
      record(run);
      LoggedRun logged = open(experiments.id(experiment), run);
      versions.record(run, logged, version);
    });
  }

  /// The run of a record, made if there is none.
  private LoggedRun open(String experiment, MlflowRecord.Run run)
      throws CallFailed, InterruptedException {
    List<LoggedRun> begun = runs.find(experiment, run.key(), "");
    if (begun.size() > 1 && run.version().isPresent()) {
      begun = runs.find(experiment, run.key(), versions.run(run.version().get()));
    }
    return begun.isEmpty() ? runs.create(experiment, run) : begun.getFirst();
  }

  /// A server that was too slow for us may have made the run after we looked for it and before we
  /// asked for it again.
  private void leaveOne(String experiment, MlflowRecord.Run run, LoggedRun kept)
      throws CallFailed, InterruptedException {
    List<LoggedRun> all = runs.find(experiment, run.key(), kept.id());
    if (all.size() < 2) {
      return;
    }
    String used = run.version().isPresent() ? versions.run(run.version().get()) : "";
    for (LoggedRun other : all) {
      if (!other.id().equals(kept.id()) && !other.id().equals(used)) {
        runs.delete(other);
      }
    }
  }

  /// @return why parts of it can never be recorded; the rest is
  private List<String> fill(MlflowRecord.Run run, LoggedRun logged)
      throws CallFailed, InterruptedException {
    List<String> refusals = new ArrayList<>();
    attempt(() -> runs.log(logged, run)).ifPresent(refusals::add);
    if (!run.artifacts().isEmpty() || run.version().isPresent()) {
      artifacts.require(logged.artifacts());
    }
    for (MlflowRecord.Artifact file : run.artifacts()) {
      byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
      attempt(() -> artifacts.put(logged.artifacts(), file.path(), text)).ifPresent(refusals::add);
    }
    if (run.version().isPresent()) {
      MlflowRecord.NewVersion version = run.version().get();
      attempt(() -> versions.record(run, logged, version)).ifPresent(refusals::add);
    }
    return refusals;
  }

  /// A part of a run.
  private interface Part {
    void record() throws CallFailed, InterruptedException;
  }

  /// @return why it can never be recorded, if so
  private static Optional<String> attempt(Part part) throws CallFailed, InterruptedException {
    try {
      part.record();
      return Optional.empty();
    } catch (BundleException e) {
      String reason = "its version cannot be recorded: " + e.getMessage();
      if (isPassing(e)) {
        throw new CallFailed(new Outcome.Unavailable(reason, Optional.empty()));
      }
      return Optional.of(reason);
    } catch (CallFailed e) {
      return switch (e.result()) {
        case Carrier.Result.Refused(String reason) -> Optional.of(reason);
        case Carrier.Result.Later _, Carrier.Result.Arrived _ -> throw e;
      };
    }
  }

  /// Whether the files could only not be read; what they hold may be good.
  private static boolean isPassing(BundleException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
