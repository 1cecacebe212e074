package io.evenkeel.drift;

import java.util.List;
import java.util.SplittableRandom;

/// Rows with the laws of UPI payments, on quiet days and in a festival of some force: amounts,
/// hours, counts, devices, new senders and a new kind of fraud move together.
final class UpiRows {
  static final int AMOUNT = 0;
  static final int HOUR = 1;
  static final int MERCHANT = 2;
  static final int DEVICE = 3;
  static final int SENDER = 4;
  static final int RECEIVER = 5;
  static final int SAME_DEVICE = 6;
  static final int COUNT = 7;

  static final List<Column> COLUMNS =
      List.of(
          new Column.Numeric("amount", 0, true, 200_000),
          new Column.Numeric("hour", 0, false, 23),
          new Column.Categorical("merchant_cat"),
          new Column.Categorical("device_type"),
          new Column.Numeric("sender_age_days", 0, false, Double.POSITIVE_INFINITY),
          new Column.Numeric("receiver_age_days", 0, false, Double.POSITIVE_INFINITY),
          new Column.Categorical("same_device"),
          new Column.Numeric("txn_count_1h", 0, false, Double.POSITIVE_INFINITY));

  private static final double[] DAY = {
    .006, .005, .004, .004, .005, .006, .02, .035, .045, .05, .055, .055, .055, .05, .045, .045,
    .05, .06, .075, .085, .085, .07, .05, .04
  };
  private static final double[] MERCHANTS = {.22, .16, .13, .11, .10, .08, .07, .06, .04, .03};

  private UpiRows() {}

  /// A festival's force.
  ///
  /// @param logAmount what is added to the mean logarithm of amounts
  /// @param night share of rows moved to the night
  /// @param count mean of the payments in the last hour
  /// @param device how far devices have moved to web and POS
  /// @param senders share of additional new senders
  /// @param pattern share of rows of the new pattern, mostly in category 8
  record Force(
      double logAmount, double night, double count, double device, double senders, double pattern) {
    static final Force QUIET = new Force(0, 0, 1.3, 0, 0, 0);
    static final Force LOW = new Force(0, .22, 1.3, 0, 0, 0);
    static final Force MEDIUM = new Force(.6, .30, 2.34, 0, 0, .01);
    static final Force HIGH = new Force(1.25, .50, 3.38, .6, .30, .02);
  }

  static double[][] quiet(long seed, int rows) {
    return draw(seed, rows, Force.QUIET);
  }

  static double[][] draw(long seed, int rows, Force force) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[COLUMNS.size()][rows];
    for (int r = 0; r < rows; r++) {
      boolean fresh = random.nextDouble() < force.pattern();
      values[AMOUNT][r] = amount(random, fresh ? 8.6 : 8.5 + force.logAmount());
      values[HOUR][r] = random.nextDouble() < force.night() ? night(random) : pick(random, DAY);
      values[MERCHANT][r] = fresh && random.nextDouble() < .7 ? 8 : pick(random, MERCHANTS);
      double d = force.device();
      values[DEVICE][r] = pick(random, .75 - .40 * d, .15 + .25 * d, .10 + .15 * d);
      values[SENDER][r] =
          random.nextDouble() < force.senders() ? 1 + random.nextInt(89) : age(random);
      boolean missing = random.nextDouble() < .03;
      values[RECEIVER][r] = missing ? Double.NaN : fresh ? 1 + random.nextInt(44) : age(random);
      values[SAME_DEVICE][r] = random.nextDouble() < (fresh ? .25 : .94) ? 1 : 0;
      values[COUNT][r] = poisson(random, fresh ? 1.6 : force.count());
    }
    return values;
  }

  private static double amount(SplittableRandom random, double mean) {
    while (true) {
      double amount = Math.rint(100 * Math.exp(mean + 1.2 * random.nextGaussian())) / 100;
      if (amount >= 1 && amount <= 200_000) {
        return amount;
      }
    }
  }

  private static double night(SplittableRandom random) {
    return (22 + pick(random, .10, .15, .25, .20, .15, .15)) % 24;
  }

  private static double age(SplittableRandom random) {
    return random.nextDouble() < .05 ? 1 + random.nextInt(59) : 30 + random.nextInt(1970);
  }

  private static int pick(SplittableRandom random, double... weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double at = random.nextDouble() * total;
    int chosen = 0;
    while (chosen < weights.length - 1 && at >= weights[chosen]) {
      at -= weights[chosen++];
    }
    return chosen;
  }

  private static int poisson(SplittableRandom random, double mean) {
    int count = 0;
    for (double product = random.nextDouble();
        product > Math.exp(-mean);
        product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
