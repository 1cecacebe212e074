package io.evenkeel.simulator;

import java.util.List;

/// Who pays under a regime: honest people and three kinds of fraudsters, each with a share.
/// Immutable.
///
/// @param patterns how each kind pays
/// @param shares how many of each kind there are
record Population(List<Pattern> patterns, Weights shares) {
  private static final double FRAUD = .03;
  private static final double PATIENT = .12;

  private static final Weights DAY =
      Weights.of(
          .9, .5, .3, .3, .4, .6, 1.6, 2.8, 4.2, 5.2, 5.8, 6.0, 6.0, 5.6, 5.2, 5.2, 5.6, 6.4, 7.4,
          8.2, 8.0, 6.4, 4.6, 2.8);
  private static final Weights LATE = hours(22, .10, .15, .25, .20, .15, .15);
  private static final Weights SMALL_HOURS = hours(0, 1, 1, 1, 1, 1, 1);
  private static final Weights CATEGORIES =
      Weights.of(.22, .16, .13, .11, .10, .08, .07, .06, .04, .03);
  private static final Weights CATEGORY_8 = Weights.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
  private static final Weights DEVICES = Weights.of(.75, .15, .10);
  private static final Weights FESTIVAL_DEVICES = Weights.of(.35, .40, .25);

  static Population of(Regime regime) {
    Weights hours = DAY.mixed(regime.nightShare(), LATE);
    Weights devices = DEVICES.mixed(regime.deviceShift(), FESTIVAL_DEVICES);
    Ages receivers = Ages.usual();
    Ages senders = Ages.usual().with(regime.newSenderShare(), 1, 89);
    Pattern honest =
        new Pattern(
            false,
            regime.logAmount(),
            1.2,
            hours,
            senders,
            receivers,
            regime.countMean(),
            devices,
            .94,
            CATEGORIES);
    Pattern classic =
        new Pattern(
            true,
            10.6 + .35 * regime.amountShift(),
            .8,
            hours.mixed(.60, SMALL_HOURS),
            senders.with(.65, 1, 119),
            receivers.with(.55, 1, 59),
            5 * (1 + regime.countGrowth() / 2),
            Weights.of(.5, .4, .1),
            .35,
            CATEGORIES);
    Pattern patient =
        new Pattern(
            true,
            9.4,
            .9,
            hours,
            senders,
            receivers.with(.60, 1, 59),
            2.2,
            devices,
            .40,
            CATEGORIES);
    Pattern festival =
        new Pattern(
            true,
            8.6,
            .9,
            hours,
            Ages.between(90, 1_999),
            receivers.with(.88, 1, 44),
            1.6,
            Weights.of(.85, .10, .05),
            .25,
            CATEGORIES.mixed(.70, CATEGORY_8));
    double old = FRAUD * (1 - regime.newFraudShare());
    return new Population(
        List.of(honest, classic, patient, festival),
        Weights.of(1 - FRAUD, old * (1 - PATIENT), old * PATIENT, FRAUD * regime.newFraudShare()));
  }

  /// The share of all rows that falls into an hour of the day.
  double shareOfHour(int hour) {
    double share = 0;
    for (int i = 0; i < patterns.size(); i++) {
      share += shares.share(i) * patterns.get(i).hours().share(hour);
    }
    return share;
  }

  /// How many of each kind there are among those who pay in an hour, by Bayes' rule.
  Weights sharesAt(int hour) {
    double[] weights = new double[patterns.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = shares.share(i) * patterns.get(i).hours().share(hour);
    }
    return Weights.of(weights);
  }

  private static Weights hours(int first, double... weights) {
    double[] day = new double[24];
    for (int i = 0; i < weights.length; i++) {
      day[(first + i) % 24] = weights[i];
    }
    return Weights.of(day);
  }
}
