package io.evenkeel.drift;

/// A column as standardised numbers, as NannyML prepares it for its reconstruction error: a missing
/// number becomes the mean, a missing code the commonest code, a code its share of the reference (0
/// when the reference does not have it), and the result is centred and divided by the population
/// standard deviation of the reference (a column that does not vary only centred).
///
/// Immutable and safe for use by many threads.
final class Encoding {
  private final boolean categorical;
  private final Sample sample;
  private final double filling;
  private final double mean;
  private final double deviation;

  /// Learns from a column of the reference.
  Encoding(Column column, double[] values, int rows) {
    this.categorical = column instanceof Column.Categorical;
    this.sample = Sample.of(values, rows);
    this.filling = categorical ? commonest(sample) : mean(sample);
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += raw(r < values.length ? values[r] : Double.NaN);
    }
    this.mean = rows == 0 ? 0 : sum / rows;
    double squares = 0;
    for (int r = 0; r < rows; r++) {
      double difference = raw(r < values.length ? values[r] : Double.NaN) - mean;
      squares += difference * difference;
    }
    double variance = rows == 0 ? 0 : squares / rows;
    this.deviation = variance > 0 ? Math.sqrt(variance) : 1;
  }

  /// The encoded value; NaN and infinities count as missing.
  double of(double value) {
    return (raw(value) - mean) / deviation;
  }

  private double raw(double value) {
    double known = Sample.usable(value) ? value : filling;
    return categorical && sample.size() > 0
        ? (double) sample.count(known + 0.0) / sample.size()
        : known;
  }

  private static double mean(Sample sample) {
    CompensatedSum sum = new CompensatedSum();
    for (double value : sample.sorted()) {
      sum.add(value);
    }
    return sample.size() == 0 ? 0 : sum.value() / sample.size();
  }

  private static double commonest(Sample sample) {
    int best = 0;
    for (int i = 1; i < sample.distinct().length; i++) {
      if (sample.counts()[i] > sample.counts()[best]) {
        best = i;
      }
    }
    return sample.size() == 0 ? 0 : sample.distinct()[best];
  }
}
