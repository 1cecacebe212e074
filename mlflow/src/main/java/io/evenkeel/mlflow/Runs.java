package io.evenkeel.mlflow;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The runs of the server. The tag `evenkeel.key` says which record a run is, so that a record that
/// is sent again goes on with the run that it began.
///
/// @param api the server
record Runs(MlflowApi api) {
  private static final String KEY = "evenkeel.key";

  /// The runs of a record, the one that counts first. There is more than one when the server was so
  /// slow to make the first that we asked again.
  ///
  /// @param preferred the run from which its version comes; may be empty
  List<LoggedRun> find(String experiment, String key, String preferred)
      throws CallFailed, InterruptedException {
    ObjectNode search = Fields.object();
    search.putArray("experiment_ids").add(experiment);
    search
        .put("filter", "tags.`" + KEY + "` = " + quoted(key))
        .put("run_view_type", "ACTIVE_ONLY")
        .put("max_results", 100);
    // All have the same start, so their names decide: every attempt takes the same one.
    return api.post("runs/search", search).items("runs").stream()
        .map(LoggedRun::of)
        .sorted(
            Comparator.comparing((LoggedRun run) -> !run.id().equals(preferred))
                .thenComparing(run -> !run.ended())
                .thenComparing(LoggedRun::id))
        .toList();
  }

  /// Makes the run of a record.
  LoggedRun create(String experiment, MlflowRecord.Run record)
      throws CallFailed, InterruptedException {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(KEY, record.key());
    tags.put("mlflow.runName", record.name());
    tags.put("mlflow.source.name", "evenkeel");
    ObjectNode body =
        Fields.object()
            .put("experiment_id", experiment)
            .put("run_name", record.name())
            .put("start_time", record.started().toEpochMilli());
    body.set("tags", Batches.tags(tags));
    return LoggedRun.of(api.post("runs/create", body).at("run"));
  }

  /// Writes parameters, tags and metrics.
  void log(LoggedRun run, MlflowRecord.Run record) throws CallFailed, InterruptedException {
    for (ObjectNode body :
        Batches.of(
            run.id(),
            record.params(),
            run.params(),
            record.tags(),
            record.metrics(),
            record.ended())) {
      api.post("runs/log-batch", body);
    }
  }

  /// Ends the run; everything else must be there.
  void end(LoggedRun run, MlflowRecord.Run record) throws CallFailed, InterruptedException {
    api.post(
        "runs/update",
        Fields.object()
            .put("run_id", run.id())
            .put("status", record.succeeded() ? "FINISHED" : "FAILED")
            .put("end_time", record.ended().toEpochMilli()));
  }

  /// Deletes a run that was made twice.
  void delete(LoggedRun run) throws CallFailed, InterruptedException {
    api.post("runs/delete", Fields.object().put("run_id", run.id()));
  }

  private static String quoted(String key) {
    return key.contains("'") ? '"' + key + '"' : "'" + key + "'";
  }
}
