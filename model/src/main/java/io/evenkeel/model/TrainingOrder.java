package io.evenkeel.model;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the training process is told, as two files: `order.json`, and `rows.bin` with the values
/// row by row, the labels and the weights as big-endian floats.
///
/// @param features the names of the features
/// @param hyperparameters how to grow the trees
/// @param scalePositives how much more a positive row counts: negatives over positives
/// @param seed the seed
/// @param rows how many rows `rows.bin` holds
record TrainingOrder(
    List<String> features,
    Hyperparameters hyperparameters,
    double scalePositives,
    long seed,
    int rows) {
  static final String MODEL = "trained.ubj";
  static final String GAINS = "gains.json";

  /// XGBoost's own scores of the golden rows, which are among those to train on.
  static final String GOLDEN = "golden-scores.json";

  private static final String ORDER = "order.json";
  private static final String ROWS = "rows.bin";

  /// The rows as XGBoost takes them.
  ///
  /// @param values row by row; NaN is missing
  /// @param labels 1 for a positive row
  /// @param weights one per row
  @SuppressWarnings("ArrayRecordComponent") // handed over
  record Rows(float[] values, float[] labels, float[] weights) {}

  static TrainingOrder of(TrainingPlan plan, Hyperparameters hyperparameters) {
    LabelledTable training = plan.training();
    return new TrainingOrder(
        training.features().schema().names(),
        hyperparameters,
        (double) (training.rows() - training.positives()) / training.positives(),
        plan.seed(),
        training.rows());
  }

  /// The size of the rows in memory.
  long bytes() {
    return 4L * rows * (features.size() + 2);
  }

  void write(Path directory, LabelledTable training, float[] weights) throws IOException {
    Files.write(directory.resolve(ORDER), ModelJson.MAPPER.writeValueAsBytes(this));
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(directory.resolve(ROWS)), 1 << 16))) {
      for (int row = 0; row < rows; row++) {
        for (int feature = 0; feature < features.size(); feature++) {
          out.writeFloat((float) training.features().column(feature)[row]);
        }
      }
      for (boolean label : training.labels()) {
        out.writeFloat(label ? 1 : 0);
      }
      for (float weight : weights) {
        out.writeFloat(weight);
      }
    }
  }

  static TrainingOrder read(Path directory) throws IOException {
    return ModelJson.MAPPER.readValue(
        Files.readAllBytes(directory.resolve(ORDER)), TrainingOrder.class);
  }

  Rows readRows(Path directory) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(directory.resolve(ROWS)), 1 << 16))) {
      return new Rows(
          floats(in, Math.multiplyExact(rows, features.size())),
          floats(in, rows),
          floats(in, rows));
    }
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
