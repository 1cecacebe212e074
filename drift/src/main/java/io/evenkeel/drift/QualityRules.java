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
    if (reference.column() instanceof Column.Numeric range) {
      long outside = current.outside(range);
      if (outside > 0) {
        issues.add(new QualityIssue.OutOfRange(name, outside));
      }
    }
    return issues;
  }

  /// Whether too many requests were refused, however few were accepted.
  static Optional<QualityIssue> rejections(long accepted, long rejected) {
    double share = rejected == 0 ? 0 : (double) rejected / (accepted + rejected);
    return share > REJECTED
        ? Optional.of(new QualityIssue.Rejections(rejected, share))
        : Optional.empty();
  }
}
