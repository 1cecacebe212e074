package io.evenkeel.mlflow;

import java.util.Optional;

/// The experiments of the server.
///
/// @param api the server
record Experiments(MlflowApi api) {
  /// The id of an experiment, made if there is none.
  String id(String name) throws CallFailed, InterruptedException {
    Optional<String> id = find(name);
    if (id.isPresent()) {
      return id.get();
    }
    Optional<Fields> made = api.create("experiments/create", Fields.object().put("name", name));
    if (made.isPresent()) {
      return made.get().text("experiment_id");
    }
    // Somebody else was quicker.
    return find(name)
        .orElseThrow(() -> CallFailed.because("the experiment " + name + " comes and goes"));
  }

  private Optional<String> find(String name) throws CallFailed, InterruptedException {
    Optional<Fields> found =
        api.find("experiments/get-by-name", "experiment_name", name)
            .map(answer -> answer.at("experiment"));
    if (found.isPresent() && found.get().text("lifecycle_stage").equals("deleted")) {
      throw CallFailed.because(
          "the experiment %s was deleted in MLflow; restore it with: mlflow experiments restore -x %s"
              .formatted(name, found.get().text("experiment_id")));
    }
    return found.flatMap(experiment -> experiment.find("experiment_id"));
  }
}
