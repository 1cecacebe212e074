package io.evenkeel.mlflow;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.SavedModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Models that Python logged with `mlflow.xgboost`.
///
/// @param artifacts where the files are
/// @param versions the registered model
record ForeignModels(ArtifactProxy artifacts, ModelVersions versions) {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  ForeignModel read(String number) throws CallFailed, InterruptedException {
    String name = "version " + number + " of " + versions.model();
    if (versions.get(number).isEmpty()) {
      return new ForeignModel.Unknown("MLflow has no " + name);
    }
    String root = versions.location(number);
    Optional<byte[]> description = artifacts.find(root, ModelDirectory.MLMODEL);
    if (description.isEmpty()) {
      return unusable(name, "has no MLmodel file in " + root);
    }
    Fields mlmodel;
    try {
      mlmodel = new Fields(YAML.readTree(description.get()));
    } catch (JacksonException e) {
      return unusable(name, "has a malformed MLmodel file: " + e.getOriginalMessage());
    }
    Fields flavor = mlmodel.at("flavors", "xgboost");
    String file = flavor.text("data");
    if (file.isEmpty()) {
      return unusable(
          name,
          "is no model of XGBoost but %s; log it with mlflow.xgboost.log_model"
              .formatted(mlmodel.at("flavors").names()));
    }
    if (!PLAIN.matcher(file).matches()) {
      return unusable(name, "has its model in more than one plain file: " + file);
    }
    Optional<byte[]> bytes = artifacts.find(root, file);
    return bytes.isEmpty()
        ? unusable(name, "has lost its file " + file)
        : read(number, name, file, bytes.get(), mlmodel);
  }

  private static ForeignModel read(
      String number, String name, String file, byte[] bytes, Fields mlmodel) {
    if (bytes.length == 0 || bytes[0] != '{') {
      return unusable(
          name,
          "has %s in the binary format that XGBoost has given up; save it again with model_format=\"ubj\""
              .formatted(file));
    }
    try {
      SavedModel model = SavedModel.read(bytes, file);
      String stopped = model.attribute("best_iteration").orElse("");
      boolean early =
          stopped.matches("[0-9]{1,9}") && Integer.parseInt(stopped) + 1 < model.trees();
      String type = mlmodel.text("flavors", "xgboost", "model_class");
      if (early && type.startsWith("xgboost.sklearn.")) {
        // Python's classifier leaves the later trees out, a Booster does not.
        return unusable(
            name,
            "was stopped early at tree %s of %d, and its class %s predicts with these only; log booster[:best_iteration + 1] instead"
                .formatted(stopped, model.trees(), type));
      }
      List<String> own = model.featureNames();
      return new ForeignModel.Loaded(
          number, bytes, file, own.isEmpty() ? signature(mlmodel) : own, model.xgboostVersion());
    } catch (BundleException e) {
      return unusable(name, "cannot be read: " + e.getMessage());
    }
  }

  /// The names of the columns; the signature is JSON within the YAML.
  private static List<String> signature(Fields mlmodel) {
    String inputs = mlmodel.text("signature", "inputs");
    return Fields.lenient(inputs.getBytes(StandardCharsets.UTF_8)).items().stream()
        .map(column -> column.text("name"))
        .filter(column -> !column.isEmpty())
        .toList();
  }

  private static ForeignModel unusable(String name, String what) {
    return new ForeignModel.Unusable(name + " " + what);
  }
}
