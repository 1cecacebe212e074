package io.evenkeel.mlflow;

import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ModelBundle;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A few hundred rows of a version's reference with the scores that it must give them, so that
/// whoever loads it elsewhere can see whether it is the same model.
final class GoldenPredictions {
  static final String FILE = "golden_predictions.json";
  private static final int ROWS = 300;

  private GoldenPredictions() {}

  static byte[] of(ModelBundle bundle) {
    FeatureTable reference = bundle.reference().features();
    int rows = Math.min(ROWS, reference.rows());
    ObjectNode document = Fields.object();
    document.put("version", bundle.metadata().version()).put("digest", bundle.digest());
    ArrayNode names = document.putArray("features");
    bundle.schema().names().forEach(names::add);
    ArrayNode table = document.putArray("rows");
    ArrayNode scores = document.putArray("scores");
    for (int i = 0; i < rows; i++) {
      double[] row = reference.row((int) ((long) i * reference.rows() / rows));
      ArrayNode values = table.addArray();
      for (double value : row) {
        // JSON has no NaN.
        if (Double.isNaN(value)) {
          values.addNull();
        } else {
          values.add(value);
        }
      }
      scores.add(bundle.scorer().probability(row));
    }
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }
}
