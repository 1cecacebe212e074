package io.evenkeel.model;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// For each feature the mean gain of the splits on it, read out of a saved model; what XGBoost
/// itself calls the score of type `gain`.
final class SplitGains {
  private SplitGains() {}

  /// @throws BundleException when the file is not a model of this schema
  static SequencedMap<String, Double> of(byte[] model, String source, FeatureSchema schema) {
    ModelNode root = new ModelNode(source, "", UbjReader.read(model, source));
    double[] sums = new double[schema.size()];
    int[] splits = new int[schema.size()];
    ModelNode booster = root.get("learner").get("gradient_booster").get("model");
    for (ModelNode tree : booster.get("trees").items()) {
      SavedTree saved = SavedTree.of(tree, schema.size());
      double[] gains = tree.get("loss_changes").numbers();
      if (gains.length != saved.size()) {
        throw tree.get("loss_changes").wrong("has another length than its tree");
      }
      for (int node = 0; node < gains.length; node++) {
        if (!saved.isLeaf(node)) {
          sums[saved.feature(node)] += gains[node];
          splits[saved.feature(node)]++;
        }
      }
    }
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      means.put(schema.names().get(i), splits[i] == 0 ? 0 : sums[i] / splits[i]);
    }
    return means;
  }
}
