package io.evenkeel.console;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/// Reads what an incident had in its reach out of the event log. Holds the ids of labelled frauds
/// and eight bytes for each other label, and no rows.
///
/// @param events the log
/// @param schema the features
/// @param money the feature that is an amount of money
/// @param most how many requests are looked at
record ImpactReading(EventReader events, FeatureSchema schema, String money, long most) {
  /// @param from exclusive
  /// @param until inclusive
  /// @param now labels that came later do not count
  Impact of(Instant from, Instant until, Instant now) {
    Labels labels = new Labels();
    events.eachLabel(from, now, label -> labels.add(label) < most);
    Sums sums = new Sums(schema.position(money), labels);
    events.eachPrediction(from, until, row -> sums.add(row) < most);
    return sums.requests == 0
        ? new Impact.Unknown("no requests of that time are kept")
        : sums.impact(from, until, sums.requests < most, unit());
  }

  private String unit() {
    return schema.features().stream()
        .filter(feature -> feature.name().equals(money))
        .map(feature -> feature instanceof Feature.Numeric numeric ? numeric.unit() : "")
        .findFirst()
        .orElse("");
  }

  /// What the labels say; the latest of a transaction counts.
  private static final class Labels {
    private final Set<String> frauds = new HashSet<>();
    private long[] honest = new long[1024];
    private int count;
    private boolean sorted;

    long add(Event.Label label) {
      if (label.fraud()) {
        frauds.add(label.transactionId());
      } else {
        frauds.remove(label.transactionId());
        if (count == honest.length) {
          honest = Arrays.copyOf(honest, 2 * count);
        }
        honest[count++] = hash(label.transactionId());
      }
      return frauds.size() + (long) count;
    }

    boolean fraud(String id) {
      return frauds.contains(id);
    }

    boolean honest(String id) {
      if (!sorted) {
        Arrays.sort(honest, 0, count);
        sorted = true;
      }
      return Arrays.binarySearch(honest, 0, count, hash(id)) >= 0;
    }

    /// FNV-1a of 64 bits: two of some millions of ids share one about once in a million readings.
    private static long hash(String id) {
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < id.length(); i++) {
        hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
      }
      return hash;
    }
  }

  /// Sums as they grow.
  private static final class Sums {
    private final OptionalInt position;
    private final Labels labels;
    private final Set<String> counted = new HashSet<>();
    private long requests;
    private long flagged;
    private long caught;
    private long missed;
    private double scored;
    private double flaggedMoney;
    private double caughtMoney;
    private double missedMoney;
    private double expected;

    Sums(OptionalInt position, Labels labels) {
      this.position = position;
      this.labels = labels;
    }

    long add(Event.Prediction row) {
      double value = position.isPresent() ? row.features()[position.getAsInt()] : 0;
      double amount = Double.isFinite(value) ? value : 0;
      requests++;
      scored += amount;
      if (row.fraud()) {
        flagged++;
        flaggedMoney += amount;
      }
      String id = row.transactionId();
      if (labels.fraud(id)) {
        labelled(id, row.fraud(), amount);
      } else if (!row.fraud() && !labels.honest(id)) {
        expected += amount * row.probability();
      }
      return requests;
    }

    /// A fraud counts once, however often it was sent.
    private void labelled(String id, boolean called, double amount) {
      if (!counted.add(id)) {
        return;
      }
      if (called) {
        caught++;
        caughtMoney += amount;
      } else {
        missed++;
        missedMoney += amount;
      }
    }

    Impact impact(Instant from, Instant until, boolean whole, String unit) {
      Impact.Money sums =
          position.isPresent()
              ? new Impact.Money.Counted(
                  unit, scored, flaggedMoney, caughtMoney, missedMoney, missedMoney + expected)
              : new Impact.Money.None();
      return new Impact.Measured(from, until, whole, requests, flagged, caught, missed, sums);
    }
  }
}
