package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules that tell a fault of the data from a change of the world.
final class QualityRules {
  /// More missing values than this share are an issue.
  static final double MISSING = 0.05;

  /// More refused requests than this share are an issue.
  static final double REJECTED = 0.05;

  /// More repeated rows than this share are an issue, and at least [#LEAST_REPEATS] of them.
  static final double REPEATED = 0.05;

  private static final int LEAST_REPEATS = 5;

  /// Up to this share of repeated rows a reference counts as one whose rows do not repeat.
  private static final double UNREPEATED = 0.01;

  /// A feature of more distinct values than this, none of them in over half of the rows, is one of
  /// many values.
  private static final int MANY = 20;

  private static final double HALF = 0.5;

  private QualityRules() {}

  /// What is wrong with one feature of a window.
  ///
  /// A reference that itself lacks more than 5 % of the values moves the limit to 5 points above
  /// its own share; otherwise a feature that is often absent by nature would be an issue for ever.
  ///
  /// @param reference the feature in the reference
  /// @param current the feature in the window, which has enough rows
  /// @param minimum the least number of values to call a feature constant
  static List<QualityIssue> issues(ReferenceColumn reference, Sample current, int minimum) {
    String name = reference.column().name();
    if (current.size() == 0) {
      return List.of(new QualityIssue.EntirelyMissing(name));
    }
    List<QualityIssue> issues = new ArrayList<>();
    double usual = reference.sample().missingShare();
    double limit = usual > MISSING ? usual + MISSING : MISSING;
    if (current.missingShare() > limit) {
      issues.add(new QualityIssue.Missing(name, current.missingShare()));
    }
    boolean one = current.size() >= minimum && current.distinct().length == 1;
    if (one && reference.sample().distinct().length > 1) {
      issues.add(new QualityIssue.Constant(name, current.distinct()[0]));
    }
    if (current.size() >= minimum && current.distinct().length > 1) {
      stuck(name, reference.sample(), current).ifPresent(issues::add);
    }
    switch (reference.column()) {
      case Column.Numeric range -> {
        long outside = current.outside(range);
        if (outside > 0) {
          issues.add(new QualityIssue.OutOfRange(name, outside));
        }
      }
      case Column.Categorical codes -> {
        long undeclared = current.undeclared(codes);
        if (undeclared > 0) {
          issues.add(new QualityIssue.Undeclared(name, undeclared));
        }
      }
    }
    return issues;
  }

  /// Whether a feature of many values has been replaced by one. A feature of few values is left
  /// alone: that nearly everybody chooses the same is a change of the world.
  private static Optional<QualityIssue> stuck(String name, Sample reference, Sample current) {
    ValueCount commonest = commonest(current);
    double share = (double) commonest.count() / current.size();
    boolean many =
        reference.distinct().length > MANY
            && (double) commonest(reference).count() / reference.size() <= HALF;
    return share >= ColumnSummary.ALMOST && many
        ? Optional.of(new QualityIssue.AlmostConstant(name, commonest.value(), share))
        : Optional.empty();
  }

  private static ValueCount commonest(Sample sample) {
    return new ValueCounts(sample.distinct(), sample.counts()).commonest().orElseThrow();
  }

  /// Whether rows are sent again and again. Only where whole rows practically do not repeat, which
  /// the reference shows if it has at least as many rows: the share of repeats grows with the rows.
  ///
  /// @param usual the share of the reference's rows that repeat an earlier one
  /// @param referenceRows its rows
  /// @param current the window
  static Optional<QualityIssue> repeats(double usual, int referenceRows, PreparedWindow current) {
    if (usual > UNREPEATED || referenceRows < current.rows()) {
      return Optional.empty();
    }
    int repeats = current.repeats();
    double share = (double) repeats / Math.max(1, current.rows());
    return repeats >= LEAST_REPEATS && share > REPEATED
        ? Optional.of(new QualityIssue.Repeats(repeats, share))
        : Optional.empty();
  }

  /// Whether too many requests were refused, however few were accepted.
  static Optional<QualityIssue> rejections(long accepted, long rejected) {
    double share = rejected == 0 ? 0 : (double) rejected / (accepted + rejected);
    return share > REJECTED
        ? Optional.of(new QualityIssue.Rejections(rejected, share))
        : Optional.empty();
  }
}
