package io.evenkeel.drift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which test judges which feature, and from which threshold on.
///
/// The most particular word wins: that for the feature, then that for its type, then that for all,
/// then the default rule or the test's own threshold. Tests and thresholds are looked up apart from
/// each other, as in Evidently.
///
/// Immutable and safe for use by many threads; each wither returns a copy.
///
/// @param tests the tests named, by scope
/// @param thresholds the thresholds named, by scope; finite
/// @param driftShare the share of drifted features from which on the dataset is drifted, 0 to 1
public record TestChoice(
    Map<Scope, DriftTest> tests, Map<Scope, Double> thresholds, double driftShare) {
  /// What a word is said of.
  public sealed interface Scope {
    /// One feature.
    ///
    /// @param name its name
    record Feature(String name) implements Scope {}

    /// All numeric features.
    record NumericFeatures() implements Scope {}

    /// All categorical features.
    record CategoricalFeatures() implements Scope {}

    /// All features.
    record AllFeatures() implements Scope {}
  }

  private static final double HALF = 0.5;
  private static final Scope ALL = new Scope.AllFeatures();
  private static final Scope NUMERIC = new Scope.NumericFeatures();
  private static final Scope CATEGORICAL = new Scope.CategoricalFeatures();

  /// Copies and checks.
  ///
  /// @throws IllegalArgumentException when a threshold is not finite, the share is not within 0 to
  ///   1, or a test is named for a type that it does not allow
  public TestChoice {
    tests = Map.copyOf(tests);
    thresholds = Map.copyOf(thresholds);
    thresholds.forEach((scope, threshold) -> {
      if (!Double.isFinite(threshold)) {
        throw new IllegalArgumentException(
            "the threshold of %s must be finite; was %s".formatted(scope, threshold));
      }
    });
    if (!(driftShare >= 0 && driftShare <= 1)) {
      throw new IllegalArgumentException("drift share must be 0 to 1; was " + driftShare);
    }
    check(tests, NUMERIC, new Column.Numeric("", 0, false, 0));
    check(tests, CATEGORICAL, new Column.Categorical(""));
  }

  /// Evidently's choice: by the rows of the reference and the number of distinct values, each test
  /// with its own threshold, and a dataset drifted at half of its features.
  public static TestChoice byDefaultRule() {
    return new TestChoice(Map.of(), Map.of(), HALF);
  }

  /// Names the test of all features.
  public TestChoice all(DriftTest test) {
    return with(ALL, test);
  }

  /// Names the test of the numeric features.
  ///
  /// @throws IllegalArgumentException when the test is not for numeric features
  public TestChoice numeric(DriftTest test) {
    return with(NUMERIC, test);
  }

  /// Names the test of the categorical features.
  ///
  /// @throws IllegalArgumentException when the test is not for categorical features
  public TestChoice categorical(DriftTest test) {
    return with(CATEGORICAL, test);
  }

  /// Names the test of one feature.
  public TestChoice feature(String name, DriftTest test) {
    return with(new Scope.Feature(name), test);
  }

  /// Sets the threshold of all features.
  public TestChoice all(double threshold) {
    return with(ALL, threshold);
  }

  /// Sets the threshold of the numeric features.
  public TestChoice numeric(double threshold) {
    return with(NUMERIC, threshold);
  }

  /// Sets the threshold of the categorical features.
  public TestChoice categorical(double threshold) {
    return with(CATEGORICAL, threshold);
  }

  /// Sets the threshold of one feature.
  public TestChoice feature(String name, double threshold) {
    return with(new Scope.Feature(name), threshold);
  }

  /// Sets the share of drifted features from which on the dataset is drifted.
  public TestChoice driftShare(double share) {
    return new TestChoice(tests, thresholds, share);
  }

  /// Checks the choice against the columns that it is for.
  ///
  /// @throws IllegalArgumentException when it names a feature that is not among them, or for one of
  ///   them a test that does not allow its type
  void check(List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    for (Map<Scope, ?> said : List.of(tests, thresholds)) {
      for (Scope scope : said.keySet()) {
        if (scope instanceof Scope.Feature(String name) && !names.contains(name)) {
          throw new IllegalArgumentException(
              "the choice names the feature %s; there are: %s".formatted(name, names));
        }
      }
    }
    columns.forEach(column -> test(column, DriftTest.JENSEN_SHANNON));
  }

  /// The test that judges a column.
  ///
  /// @param byRule the test of the default rule, for when none is named
  /// @throws IllegalArgumentException when the test named is not for columns of this type
  DriftTest test(Column column, DriftTest byRule) {
    for (Scope scope : scopes(column)) {
      DriftTest test = tests.get(scope);
      if (test != null) {
        check(test, column);
        return test;
      }
    }
    return byRule;
  }

  /// The threshold of a column that `test` judges.
  double threshold(Column column, DriftTest test) {
    for (Scope scope : scopes(column)) {
      Double threshold = thresholds.get(scope);
      if (threshold != null) {
        return threshold;
      }
    }
    return test.threshold();
  }

  private TestChoice with(Scope scope, DriftTest test) {
    Map<Scope, DriftTest> changed = new HashMap<>(tests);
    changed.put(scope, test);
    return new TestChoice(changed, thresholds, driftShare);
  }

  private TestChoice with(Scope scope, double threshold) {
    Map<Scope, Double> changed = new HashMap<>(thresholds);
    changed.put(scope, threshold);
    return new TestChoice(tests, changed, driftShare);
  }

  private static List<Scope> scopes(Column column) {
    Scope type =
        switch (column) {
          case Column.Numeric _ -> NUMERIC;
          case Column.Categorical _ -> CATEGORICAL;
        };
    return List.of(new Scope.Feature(column.name()), type, ALL);
  }

  private static void check(Map<Scope, DriftTest> tests, Scope scope, Column column) {
    DriftTest test = tests.get(scope);
    if (test != null) {
      check(test, column);
    }
  }

  private static void check(DriftTest test, Column column) {
    if (!test.allows(column)) {
      String type =
          switch (column) {
            case Column.Numeric _ -> "numeric";
            case Column.Categorical _ -> "categorical";
          };
      String allowed =
          Arrays.stream(DriftTest.values())
              .filter(other -> other.allows(column))
              .map(DriftTest::code)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "%s is not for %s features%s; these are: %s"
              .formatted(
                  test.code(),
                  type,
                  column.name().isEmpty() ? "" : ", such as " + column.name(),
                  allowed));
    }
  }
}
