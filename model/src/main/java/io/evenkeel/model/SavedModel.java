package io.evenkeel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A model file of XGBoost, in UBJSON or JSON, that was parsed but is not yet bound to a schema.
///
/// Immutable and safe for use by many threads.
public final class SavedModel {
  private final ModelNode root;

  private SavedModel(ModelNode root) {
    this.root = root;
  }

  /// Parses a file; which of the two formats it has is seen from its beginning.
  ///
  /// @param bytes the whole file
  /// @param source the name of the file, for messages
  /// @throws BundleException when it is neither
  public static SavedModel read(byte[] bytes, String source) {
    Ubj value = JsonForm.is(bytes) ? JsonForm.read(bytes, source) : UbjReader.read(bytes, source);
    return new SavedModel(new ModelNode(source, "", value));
  }

  /// The names of its features in order; empty when it was trained without names.
  ///
  /// @throws BundleException when the file does not say
  public List<String> featureNames() {
    return root.get("learner").get("feature_names").items().stream().map(ModelNode::text).toList();
  }

  /// The version of XGBoost that saved it, for instance `3.0.4`.
  ///
  /// @throws BundleException when the file does not say
  public String xgboostVersion() {
    return Arrays.stream(root.get("version").numbers())
        .mapToObj(part -> String.valueOf((int) part))
        .collect(Collectors.joining("."));
  }

  /// How many trees it has.
  ///
  /// @throws BundleException when it has none, as another kind of booster
  public int trees() {
    return root.get("learner").get("gradient_booster").get("model").get("trees").items().size();
  }

  /// Something that training noted about it, for instance `best_iteration`.
  public Optional<String> attribute(String name) {
    return root.get("learner")
        .find("attributes")
        .flatMap(all -> all.find(name))
        .map(ModelNode::text);
  }

  /// Makes it ready to score.
  ///
  /// @throws BundleException when it uses what is not supported (anything but `gbtree` with
  ///   `binary:logistic`, categorical splits, several outputs), or has other features than the
  ///   schema
  public Scorer scorer(FeatureSchema schema) {
    return ForestReader.read(root, schema);
  }
}
