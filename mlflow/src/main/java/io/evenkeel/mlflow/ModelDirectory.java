package io.evenkeel.mlflow;

import io.evenkeel.model.SavedModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import tools.jackson.databind.node.ArrayNode;

/// A model directory as MLflow's Python libraries write it, so that `mlflow.pyfunc` and
/// `mlflow.xgboost` load what Java trained. The same version of the same run always gives the same
/// bytes.
final class ModelDirectory {
  /// Its last file: a directory that has one is complete.
  static final String MLMODEL = "MLmodel";

  private static final String MODEL = "model.ubj";
  private static final String MLFLOW = "3.17.2";
  private static final String PYTHON = "3.11.9";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ModelDirectory() {}

  /// The files in the order in which they are to be written.
  ///
  /// @param run MLflow's name of the run that the model comes from
  /// @param made when it was made
  static SequencedMap<String, byte[]> of(BundleFolder bundle, String run, Instant made) {
    byte[] model = bundle.get(MODEL);
    String xgboost = SavedModel.read(model, MODEL).xgboostVersion();
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    files.put(MODEL, model);
    files.put("conda.yaml", utf8(conda(xgboost)));
    files.put("python_env.yaml", utf8(pythonEnvironment()));
    files.put("requirements.txt", utf8("mlflow==" + MLFLOW + "\nxgboost==" + xgboost + "\n"));
    files.put(MLMODEL, utf8(mlmodel(bundle, xgboost, run, made)));
    return files;
  }

  private static String mlmodel(BundleFolder bundle, String xgboost, String run, Instant made) {
    // Not random, so that a second attempt writes the same file.
    String id = BundleFolder.sha256(utf8(bundle.bundle().digest() + run)).substring(0, 32);
    return """
    artifact_path: model
    flavors:
      python_function:
        data: %1$s
        env:
          conda: conda.yaml
          virtualenv: python_env.yaml
        loader_module: mlflow.xgboost
        python_version: %2$s
      xgboost:
        code: null
        data: %1$s
        model_class: xgboost.core.Booster
        model_format: ubj
        xgb_version: %3$s
    mlflow_version: %4$s
    model_size_bytes: %5$d
    model_uuid: %6$s
    run_id: %7$s
    signature:
      inputs: '%8$s'
      outputs: '[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1]}}]'
      params: null
    utc_time_created: '%9$s'
    """
        .formatted(
            MODEL,
            PYTHON,
            xgboost,
            MLFLOW,
            bundle.get(MODEL).length,
            id,
            run,
            inputs(bundle.bundle().schema().names()).replace("'", "''"),
            TIME.format(made));
  }

  /// Every column is a double: that takes any number that Python sends, and NaN for a missing one.
  private static String inputs(List<String> names) {
    ArrayNode columns = Fields.object().putArray("columns");
    for (String name : names) {
      columns.addObject().put("type", "double").put("name", name).put("required", true);
    }
    return columns.toString();
  }

  private static String conda(String xgboost) {
    return """
    channels:
    - conda-forge
    dependencies:
    - python=%s
    - pip
    - pip:
      - mlflow==%s
      - xgboost==%s
    name: mlflow-env
    """
        .formatted(PYTHON, MLFLOW, xgboost);
  }

  private static String pythonEnvironment() {
    return """
    python: %s
    build_dependencies:
    - pip
    - setuptools
    - wheel
    dependencies:
    - -r requirements.txt
    """
        .formatted(PYTHON);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
