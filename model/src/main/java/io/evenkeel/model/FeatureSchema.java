package io.evenkeel.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The features of a model in the order in which it takes them, its label and its threshold.
///
/// Immutable and safe for use by many threads.
public final class FeatureSchema {
  private static final int LONGEST_CLOCK = 400;

  private final String label;
  private final double threshold;
  private final List<Feature> features;
  private final Optional<String> season;
  private final Optional<String> prediction;
  private final Map<String, Integer> positions = new HashMap<>();

  /// Creates a schema.
  ///
  /// @param label the name of the label column; not the name of a feature
  /// @param threshold the probability from which a row is called positive, above 0 and below 1
  /// @param features at least one, with distinct names
  /// @throws IllegalArgumentException when one of these rules is broken
  public FeatureSchema(String label, double threshold, List<Feature> features) {
    this(label, threshold, features, Optional.empty(), Optional.empty());
  }

  /// Creates a schema that says more of its table.
  ///
  /// @param label the name of the label column; not the name of a feature
  /// @param threshold the probability from which a row is called positive, above 0 and below 1
  /// @param features at least one, with distinct names
  /// @param season the clock feature, whose value says which reference rows a row is like: a
  ///   numeric feature of whole numbers with both ends of its range declared, such as the hour of
  ///   the day
  /// @param prediction the column of the model's scores, where a table carries them; not the name
  ///   of the label or of a feature
  /// @throws IllegalArgumentException when one of these rules is broken
  public FeatureSchema(
      String label,
      double threshold,
      List<Feature> features,
      Optional<String> season,
      Optional<String> prediction) {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold must be above 0 and below 1, was " + threshold);
    }
    if (features.isEmpty()) {
      throw new IllegalArgumentException("a schema needs at least one feature");
    }
    this.label = label;
    this.threshold = threshold;
    this.features = List.copyOf(features);
    this.season = season;
    this.prediction = prediction;
    Set<String> names = new HashSet<>(Set.of(label));
    for (int i = 0; i < features.size(); i++) {
      String name = features.get(i).name();
      if (!names.add(name)) {
        throw new IllegalArgumentException("the name " + name + " occurs twice in the schema");
      }
      positions.put(name, i);
    }
    prediction.ifPresent(name -> {
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "prediction must be a column of its own, but " + name + " is the label or a feature");
      }
    });
    season.ifPresent(this::requireClock);
  }

  private void requireClock(String name) {
    Integer position = positions.get(name);
    if (position == null) {
      throw new IllegalArgumentException("season names " + name + ", which is no feature");
    }
    boolean clock =
        features.get(position) instanceof Feature.Numeric numeric
            && numeric.whole()
            && !numeric.nullable()
            && Double.isFinite(numeric.range().lower())
            && Double.isFinite(numeric.range().upper())
            && numeric.range().upper() - numeric.range().lower() < LONGEST_CLOCK;
    if (!clock) {
      throw new IllegalArgumentException(
          "season names %s, which must be a numeric feature of whole numbers, not nullable, with min and max less than %d apart"
              .formatted(name, LONGEST_CLOCK));
    }
  }

  /// The name of the label column.
  public String label() {
    return label;
  }

  /// The probability from which a row is called positive.
  public double threshold() {
    return threshold;
  }

  /// The clock feature, if the schema declares one: windows are then held against the reference
  /// rows of the same time of day.
  public Optional<String> season() {
    return season;
  }

  /// The column of the model's scores in tables that carry them, if the schema names one.
  public Optional<String> prediction() {
    return prediction;
  }

  /// The features in the order of the model's inputs.
  public List<Feature> features() {
    return features;
  }

  /// The number of features.
  public int size() {
    return features.size();
  }

  /// The names of the features in order.
  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /// The position of a feature, if the schema has one of that name.
  public OptionalInt position(String name) {
    Integer position = positions.get(name);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /// Checks a row.
  ///
  /// @param row one value per feature, in order; NaN is missing
  /// @return the first violation in the order of the features, or nothing
  /// @throws IllegalArgumentException when the row has another number of values
  public Optional<Violation> check(double[] row) {
    if (row.length != features.size()) {
      throw new IllegalArgumentException(
          "a row needs " + features.size() + " values, had " + row.length);
    }
    for (int i = 0; i < row.length; i++) {
      Optional<Violation> violation = features.get(i).check(row[i]);
      if (violation.isPresent()) {
        return violation;
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureSchema that
        && label.equals(that.label)
        && threshold == that.threshold
        && features.equals(that.features)
        && season.equals(that.season)
        && prediction.equals(that.prediction);
  }

  @Override
  public int hashCode() {
    return features.hashCode();
  }

  @Override
  public String toString() {
    return "FeatureSchema[" + label + " from " + names() + "]";
  }
}
