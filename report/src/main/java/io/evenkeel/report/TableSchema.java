package io.evenkeel.report;

import io.evenkeel.drift.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// What the columns of a table are. Everything but the features is optional.
///
/// @param features at least one, with distinct names
/// @param label the column that says what a row turned out to be
/// @param threshold the score from which a row is called positive, above 0 and below 1
/// @param prediction the column of a model's scores
/// @param season the clock feature
public record TableSchema(
    List<TableFeature> features,
    Optional<String> label,
    OptionalDouble threshold,
    Optional<String> prediction,
    Optional<String> season) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException when a name occurs twice, or a rule above is broken
  public TableSchema {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("a schema needs at least one feature");
    }
    Set<String> names = new HashSet<>();
    for (TableFeature feature : features) {
      requireNew(names, feature.name());
    }
    season.ifPresent(name -> {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("season names " + name + ", which is no feature");
      }
    });
    label.ifPresent(name -> requireNew(names, name));
    prediction.ifPresent(name -> requireNew(names, name));
    if (threshold.isPresent() && !(threshold.getAsDouble() > 0 && threshold.getAsDouble() < 1)) {
      throw new IllegalArgumentException(
          "threshold must be above 0 and below 1, was " + threshold.getAsDouble());
    }
  }

  /// A schema of features only.
  public static TableSchema of(List<TableFeature> features) {
    return new TableSchema(
        features, Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
  }

  /// What the statistics need to know of the features, in order.
  public List<Column> columns() {
    return features.stream().map(TableFeature::column).toList();
  }

  /// The names of the features whose drift alone raises a recommendation.
  public Set<String> highImpact() {
    return features.stream()
        .filter(TableFeature::highImpact)
        .map(TableFeature::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void requireNew(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("the name " + name + " occurs twice in the schema");
    }
  }
}
