package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// One column of a reference, with the rules that need no other column.
///
/// Immutable and safe for use by many threads.
final class FaultColumn {
  /// Fewer values than this on either side show no change of the distribution.
  private static final int LEAST_VALUES = 100;

  /// Standard deviations by which a share must have risen.
  private static final double RISE = 6;

  private static final double MISSING = QualityRules.MISSING;
  private static final int LEAST_NEW_ROWS = 5;
  private static final int MOST_NEW_NAMED = 3;

  /// A column with more distinct values than this is not a code in disguise.
  private static final int MANY_VALUES = 20;

  private static final double STUCK_PART = 0.1;
  private static final double STUCK_MOST = 0.5;
  private static final double STUCK_ALL = 0.98;

  private final Column column;
  private final Sample sample;
  private final Bins bins;
  private final Law law;
  private final Optional<ClockRule> clock;
  private final Optional<UnitRule> unit;

  FaultColumn(Column column, Sample sample) {
    this.column = column;
    this.sample = sample;
    boolean any = sample.size() > 0;
    this.bins = any ? Bins.of(sample) : new Bins(new double[0]);
    this.law = any ? Law.of(sample) : Law.at(0);
    this.clock = ClockRule.of(column, sample);
    this.unit = clock.isPresent() ? Optional.empty() : UnitRule.of(column, sample, bins, law);
  }

  Column column() {
    return column;
  }

  String name() {
    return column.name();
  }

  Sample sample() {
    return sample;
  }

  Bins bins() {
    return bins;
  }

  Law law() {
    return law;
  }

  /// What is wrong with this column, by the rules that ask only how often something occurs.
  List<DataFault> counted(Sample current) {
    List<DataFault> faults = new ArrayList<>();
    nullBurst(current).ifPresent(faults::add);
    if (column instanceof Column.Categorical) {
      faults.addAll(newCategories(current));
    }
    return faults;
  }

  /// What explains the distribution of this column, if it is a fault.
  Optional<DataFault> explained(Sample current) {
    if (sample.size() < LEAST_VALUES || current.size() == 0) {
      return Optional.empty();
    }
    Optional<DataFault> stuck = stuck(current);
    if (stuck.isPresent() || current.size() < LEAST_VALUES) {
      return stuck;
    }
    Optional<DataFault> shifted = clock.flatMap(rule -> rule.judge(current));
    return shifted.isPresent() ? shifted : unit.flatMap(rule -> rule.judge(current));
  }

  private Optional<DataFault> nullBurst(Sample current) {
    double usual = sample.missingShare();
    double share = current.missingShare();
    double limit = usual > MISSING ? usual + MISSING : MISSING;
    boolean burst =
        share > limit
            && ShareRise.rise(current.missing(), current.rows(), sample.missing(), sample.rows())
                >= RISE;
    return burst ? Optional.of(new DataFault.NullBurst(name(), share, usual)) : Optional.empty();
  }

  private List<DataFault> newCategories(Sample current) {
    List<DataFault.NewCategory> found = new ArrayList<>();
    for (int i = 0; i < current.distinct().length; i++) {
      int count = current.counts()[i];
      boolean fresh =
          count >= LEAST_NEW_ROWS
              && sample.size() > 0
              && sample.count(current.distinct()[i]) == 0
              && ShareRise.rise(count, current.size(), 0, sample.size()) >= RISE;
      if (fresh) {
        found.add(
            new DataFault.NewCategory(
                name(), current.distinct()[i], (double) count / current.size()));
      }
    }
    return found.stream()
        .sorted(Comparator.comparingDouble(DataFault.NewCategory::share).reversed())
        .limit(MOST_NEW_NAMED)
        .map(DataFault.class::cast)
        .toList();
  }

  /// One value in every row, in nearly every row, or in a part of the rows while the rest is as it
  /// was. The last only where the reference has many values: a code or a clock may well be at one
  /// value more often than before.
  private Optional<DataFault> stuck(Sample current) {
    int commonest =
        IntStream.range(0, current.distinct().length)
            .boxed()
            .max(Comparator.comparingInt(i -> current.counts()[i]))
            .orElseThrow();
    double value = current.distinct()[commonest];
    double share = (double) current.counts()[commonest] / current.size();
    int usualCount = sample.count(value);
    double usual = (double) usualCount / sample.size();
    if (sample.distinct().length < 2
        || ShareRise.rise(current.counts()[commonest], current.size(), usualCount, sample.size())
            < RISE) {
      return Optional.empty();
    }
    boolean many = sample.distinct().length > MANY_VALUES && clock.isEmpty();
    boolean stuck =
        share == 1
            || (share >= STUCK_ALL && usual <= STUCK_MOST)
            || (many && share - usual >= STUCK_MOST)
            || (many && share - usual >= STUCK_PART && restIsAsBefore(current, value));
    return stuck ? Optional.of(new DataFault.StuckValue(name(), value, share)) : Optional.empty();
  }

  private boolean restIsAsBefore(Sample current, double value) {
    Bins finer = bins.around(value);
    int rows = sample.size();
    return Fit.some(
            finer.counts(current),
            finer.shares(law, rows),
            finer.shares(Law.at(value), rows),
            1 + (double) current.size() / rows)
        .explains();
  }
}
