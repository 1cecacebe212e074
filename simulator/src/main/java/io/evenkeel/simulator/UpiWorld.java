package io.evenkeel.simulator;

import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// An endless stream of labelled UPI payments. The same source of randomness and the same regimes
/// give the same payments.
///
/// Mutable (it moves its source on); owned by one thread.
public final class UpiWorld {
  /// Names the generator, so that a seed means the same on every Java.
  private static final String ALGORITHM = "L64X128MixRandom";

  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          .40,
          List.of(
              new Feature.Numeric("amount", new Range(0, true, 200_000), false, false, true, "INR"),
              new Feature.Numeric("hour", new Range(0, false, 23), true, false, false, "h"),
              code("merchant_cat", 10),
              code("device_type", 3),
              days("sender_age_days", false, true),
              days("receiver_age_days", true, false),
              code("same_device", 2),
              new Feature.Numeric("txn_count_1h", atLeastZero(), true, false, true, "")));

  private static final int MAX_COUNT = 60;
  private static final double UNREPORTED = .012;
  private static final double WRONGLY_REPORTED = .0005;

  private final RandomGenerator random;
  private final Optional<DayClock> clock;
  private final Map<Regime, Population> populations = new HashMap<>();

  private UpiWorld(RandomGenerator random, Optional<DayClock> clock) {
    this.random = random;
    this.clock = clock;
  }

  /// Payments of all hours mixed, as a replay has them.
  public static UpiWorld mixed(RandomGenerator random) {
    return new UpiWorld(random, Optional.empty());
  }

  /// Payments of all hours mixed.
  public static UpiWorld mixed(long seed) {
    return mixed(randomOf(seed));
  }

  /// Payments in the order of the clock, day after day from midnight.
  ///
  /// @param rowsPerDay rows that one day holds, at least 24
  public static UpiWorld inClockOrder(RandomGenerator random, int rowsPerDay) {
    return new UpiWorld(random, Optional.of(new DayClock(rowsPerDay)));
  }

  /// The source of randomness that a seed stands for.
  public static RandomGenerator.SplittableGenerator randomOf(long seed) {
    return RandomGeneratorFactory.<RandomGenerator.SplittableGenerator>of(ALGORITHM).create(seed);
  }

  /// The features of a payment, the label and the threshold.
  public static FeatureSchema schema() {
    return SCHEMA;
  }

  /// The same features, with the hour declared as a clock.
  public static FeatureSchema clockSchema() {
    return new FeatureSchema(
        SCHEMA.label(),
        SCHEMA.threshold(),
        SCHEMA.features(),
        Optional.of("hour"),
        Optional.empty());
  }

  /// The next payment.
  public Transaction next(Regime regime) {
    Population population = populations.computeIfAbsent(regime, Population::of);
    if (clock.isEmpty()) {
      Pattern pattern = population.patterns().get(population.shares().draw(random));
      return draw(pattern, pattern.hours().draw(random));
    }
    int hour = clock.get().next(population);
    return draw(population.patterns().get(population.sharesAt(hour).draw(random)), hour);
  }

  /// The next payments as a table with the labels that are reported.
  public LabelledTable table(Regime regime, int rows) {
    List<double[]> values = new ArrayList<>(rows);
    boolean[] labels = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      Transaction transaction = next(regime);
      values.add(transaction.row());
      labels[i] = transaction.reported();
    }
    return new LabelledTable(FeatureTable.ofRows(schema(), values), labels);
  }

  private static Feature days(String name, boolean nullable, boolean highImpact) {
    return new Feature.Numeric(name, atLeastZero(), true, nullable, highImpact, "days");
  }

  private static Feature code(String name, int codes) {
    return new Feature.Categorical(
        name, new TreeSet<>(IntStream.range(0, codes).boxed().toList()), false, false);
  }

  private static Range atLeastZero() {
    return new Range(0, false, Double.POSITIVE_INFINITY);
  }

  private Transaction draw(Pattern pattern, int hour) {
    boolean fraud = pattern.fraud();
    boolean misreported = random.nextDouble() < (fraud ? UNREPORTED : WRONGLY_REPORTED);
    return new Transaction(
        amount(pattern),
        hour,
        pattern.categories().draw(random),
        pattern.devices().draw(random),
        pattern.sender().draw(random),
        pattern.receiver().draw(random),
        random.nextDouble() < pattern.sameDevice(),
        Math.min(MAX_COUNT, poisson(pattern.countMean())),
        fraud,
        fraud != misreported);
  }

  /// Redrawn outside 1 to 200,000 INR rather than clipped: no pile at the cap.
  private double amount(Pattern pattern) {
    while (true) {
      double log = pattern.logAmount() + pattern.logDeviation() * random.nextGaussian();
      double amount = Math.rint(100 * Math.exp(log)) / 100;
      if (amount >= 1 && amount <= 200_000) {
        return amount;
      }
    }
  }

  /// Knuth's method: exact, and quick for the small means of this world.
  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
