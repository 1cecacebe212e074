package io.evenkeel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;

/// A few rows with the scores that the model gave them when it was made. Digests say that the files
/// are the same; these say that they still mean the same to the program that reads them.
///
/// The scores of a version that was trained here are XGBoost's own, so that each opening also holds
/// the scorer against the library that made the model.
///
/// @param features the names of the features, in the order of the values
/// @param rows the rows; NaN is missing
/// @param scores one a row, 0 to 1
@SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
record GoldenPredictions(List<String> features, List<double[]> rows, double[] scores) {
  /// How far a score may lie from the one at the making: as far as the scorer may lie from XGBoost.
  static final double TOLERANCE = 1e-6;

  private static final int ROWS = 64;

  /// As the file has them: JSON has no NaN, so what is missing is null.
  private record Document(
      List<String> features, List<List<Optional<Double>>> rows, double[] scores) {}

  GoldenPredictions {
    features = List.copyOf(features);
    rows = List.copyOf(rows);
    int width = features.size();
    if (scores.length == 0
        || scores.length != rows.size()
        || rows.stream().anyMatch(row -> row.length != width)) {
      throw new IllegalArgumentException(
          "golden predictions need a score for each row and a value for each feature");
    }
  }

  /// Which rows of a table are taken, spread evenly.
  ///
  /// @param rows how many rows the table has
  static int[] positions(int rows) {
    int taken = Math.min(ROWS, rows);
    return IntStream.range(0, taken).map(i -> (int) ((long) i * rows / taken)).toArray();
  }

  /// Rows of a table with their scores.
  ///
  /// @param table the whole table
  /// @param scores one for each of its [#positions]
  static GoldenPredictions of(FeatureTable table, double[] scores) {
    return new GoldenPredictions(
        table.schema().names(),
        Arrays.stream(positions(table.rows())).mapToObj(table::row).toList(),
        scores);
  }

  byte[] format() {
    return ModelJson.MAPPER.writeValueAsBytes(
        new Document(features, rows.stream().map(GoldenPredictions::optionals).toList(), scores));
  }

  /// @param name what messages call the file
  /// @throws BundleException when it is malformed
  static GoldenPredictions parse(byte[] file, String name) {
    try {
      Document document = ModelJson.MAPPER.readValue(file, Document.class);
      return new GoldenPredictions(
          document.features(),
          document.rows().stream()
              .map(row -> row.stream().mapToDouble(value -> value.orElse(Double.NaN)).toArray())
              .toList(),
          document.scores());
    } catch (JacksonException e) {
      throw new BundleException(name + ": is malformed: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new BundleException(name + ": is malformed: " + e.getMessage(), e);
    }
  }

  /// How a model differs from these scores, in words; empty when it gives all of them.
  Optional<String> difference(FeatureSchema schema, Scorer scorer) {
    if (!schema.names().equals(features)) {
      return Optional.of("made for %s, not for %s".formatted(features, schema.names()));
    }
    for (int i = 0; i < scores.length; i++) {
      double score = scorer.probability(rows.get(i));
      if (!(Math.abs(score - scores[i]) <= TOLERANCE)) {
        return Optional.of(
            "row %d scores %s, when the model was made it scored %s"
                .formatted(i + 1, score, scores[i]));
      }
    }
    return Optional.empty();
  }

  private static List<Optional<Double>> optionals(double[] row) {
    return Arrays.stream(row)
        .mapToObj(value -> Double.isNaN(value) ? Optional.<Double>empty() : Optional.of(value))
        .toList();
  }
}
