package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds a changed unit: the window's law is the reference's times a well-known factor, for all
/// rows or for a part of them.
///
/// Behaviour also moves amounts, so the rule is strict. The factor must be one that units have, 10
/// at least. All rows: the medians must agree within a factor of 1.4. A part: the factor must be 60
/// at least and separate the two humps by 2.5 standard deviations of the logarithm. And the
/// hypothesis must explain all but 5 % of the change, see [Fit]: a festival's amounts, 3.5 times as
/// large, are no mixture of old amounts and ten times old amounts.
final class UnitRule {
  /// The commoner first: a rarer one must fit better, not only as well.
  private static final double[] FACTORS = {
    100, 1000, 10, 60, 1e6, 1e5, 1e4, 1e7, 1e9, 24, 3600, 1440, 86_400
  };

  /// The log-likelihood, twice, by which a rarer factor must fit better than a commoner one.
  private static final double RARER = 4;

  /// A part of the rows is not looked for at a smaller factor: a new group of customers looks
  /// alike.
  private static final double LEAST_OF_A_PART = 60;

  private static final int LEAST_VALUES = 100;
  private static final int FEW_VALUES = 5;

  /// From this share on all rows are meant, and the medians must agree.
  private static final double ALL = 0.9;

  /// All rows are meant unless a part of them fits better than this, twice in log-likelihood.
  private static final double CHANCE = 4;

  /// A smaller share than this is not told from noise.
  private static final double LEAST_SHARE = 0.02;

  /// Rounded to less than this, too little is left of a law to know it again.
  private static final double LEAST_ROUNDED_MEDIAN = 5;

  private static final double MEDIAN_TOLERANCE = Math.log(1.4);
  private static final double SEPARATION = 2.5;

  private final Column.Numeric column;
  private final Sample reference;
  private final Bins bins;
  private final Law law;
  private final boolean whole;
  private final double spread;

  private UnitRule(Column.Numeric column, Sample reference, Bins bins, Law law, double spread) {
    this.column = column;
    this.reference = reference;
    this.bins = bins;
    this.law = law;
    this.whole = whole(reference);
    this.spread = spread;
  }

  /// The rule for a column, if a unit can be told of it: a number with several values, half of them
  /// above 0.
  static Optional<UnitRule> of(Column column, Sample reference, Bins bins, Law law) {
    if (!(column instanceof Column.Numeric numeric) || reference.distinct().length <= FEW_VALUES) {
      return Optional.empty();
    }
    double sum = 0;
    double squares = 0;
    int positive = 0;
    for (double value : reference.sorted()) {
      if (value > 0) {
        double log = Math.log(value);
        sum += log;
        squares += log * log;
        positive++;
      }
    }
    if (2 * positive < reference.size()) {
      return Optional.empty();
    }
    double mean = sum / positive;
    double spread = Math.sqrt(Math.max(0, squares / positive - mean * mean));
    return Optional.of(new UnitRule(numeric, reference, bins, law, spread));
  }

  /// The change of the unit that explains a window, if one does.
  Optional<DataFault> judge(Sample current) {
    double inflation = 1 + (double) current.size() / reference.size();
    double[] still = bins.shares(law, reference.size());
    if (!Fit.all(bins.counts(current), still, still, inflation).unusual()) {
      return Optional.empty();
    }
    Optional<Candidate> best = Optional.empty();
    for (double factor : FACTORS) {
      for (double way : new double[] {factor, 1 / factor}) {
        for (Candidate candidate : candidates(current, way)) {
          if (candidate.credible(current)
              && best.map(known -> candidate.fit().after() < known.fit().after() - RARER)
                  .orElse(true)) {
            best = Optional.of(candidate);
          }
        }
      }
    }
    return best.map(found ->
        new DataFault.UnitChange(
            column.name(), found.factor(), found.fit().share() >= 0.98 ? 1 : found.fit().share()));
  }

  /// Whether enough of the window lies where the changed values would.
  private boolean reached(Sample current, double factor) {
    double low = factor * reference.sorted()[reference.size() / 100];
    double high = factor * reference.sorted()[reference.size() - 1 - reference.size() / 100];
    int within =
        Law.position(current.sorted(), Math.nextUp(Math.ceil(high)))
            - Law.position(current.sorted(), Math.floor(low));
    return within >= LEAST_SHARE / 2 * current.size();
  }

  private List<Candidate> candidates(Sample current, double factor) {
    if (!reached(current, factor)) {
      return List.of();
    }
    List<Law> laws = new ArrayList<>();
    laws.add(law.times(factor));
    double median = reference.sorted()[reference.size() / 2];
    if (factor < 1 && whole && factor * median >= LEAST_ROUNDED_MEDIAN && whole(current)) {
      laws.add(law.timesCutOff(factor));
      laws.add(law.timesRounded(factor));
    }
    List<Candidate> candidates = new ArrayList<>();
    boolean inRange = current.outside(column) == 0;
    for (Law changed : laws) {
      double kept = changed.below(Math.nextUp(column.upper())) - changed.below(column.lower());
      if (!inRange || kept == 1) {
        candidates.add(candidate(current, factor, changed, reference.size()));
      } else if (kept * reference.size() >= LEAST_VALUES) {
        // The server refuses what is out of range, so only the rest of the changed rows is here.
        candidates.add(candidate(current, factor, changed.within(column), kept * reference.size()));
      }
    }
    return candidates;
  }

  private Candidate candidate(Sample current, double factor, Law changed, double rows) {
    // Zero has a bin of its own: a small factor makes small values of others, not zeros.
    Bins finer =
        bins.and(edge -> factor < 1 && whole ? Math.ceil(edge * factor) : edge * factor).around(0);
    double inflation = 1 + current.size() / rows;
    double[] counts = finer.counts(current);
    double[] still = finer.shares(law, reference.size());
    double[] moved = finer.shares(changed, rows);
    Fit some = Fit.some(counts, still, moved, inflation);
    Fit all = Fit.all(counts, still, moved, inflation);
    Fit fit = all.after() <= some.after() + CHANCE * inflation ? all : some;
    return new Candidate(factor, changed, fit);
  }

  private final class Candidate {
    private final double factor;
    private final Law changed;
    private final Fit fit;

    Candidate(double factor, Law changed, Fit fit) {
      this.factor = factor;
      this.changed = changed;
      this.fit = fit;
    }

    double factor() {
      return factor;
    }

    Fit fit() {
      return fit;
    }

    boolean credible(Sample current) {
      if (!fit.explains() || fit.share() < LEAST_SHARE) {
        return false;
      }
      return fit.share() >= ALL
          ? mediansAgree(current)
          : Math.max(factor, 1 / factor) >= LEAST_OF_A_PART
              && Math.abs(Math.log(factor)) >= SEPARATION * spread;
    }

    /// Whether half of the changed law lies below a number near the window's median.
    private boolean mediansAgree(Sample current) {
      double median = current.sorted()[current.size() / 2];
      double low = median * Math.exp(-MEDIAN_TOLERANCE);
      double high = median * Math.exp(MEDIAN_TOLERANCE);
      return changed.below(low) <= 0.5 && changed.below(Math.nextUp(high)) >= 0.5;
    }
  }

  private static boolean whole(Sample sample) {
    for (double value : sample.distinct()) {
      if (Math.rint(value) != value) {
        return false;
      }
    }
    return true;
  }
}
