package io.evenkeel.mlflow;

import java.util.Set;

/// A run as the server has it.
///
/// @param id MLflow's name of it
/// @param artifacts the address of its artifacts
/// @param status RUNNING until everything of it is there
/// @param params the names of the parameters that are there; they can never change
record LoggedRun(String id, String artifacts, String status, Set<String> params) {
  static LoggedRun of(Fields run) {
    return new LoggedRun(
        run.text("info", "run_id"),
        run.text("info", "artifact_uri"),
        run.text("info", "status"),
        run.pairs("data", "params").keySet());
  }

  /// The status is written last, so that a run that has ended is whole.
  boolean ended() {
    return !status.equals("RUNNING") && !status.equals("SCHEDULED");
  }
}
