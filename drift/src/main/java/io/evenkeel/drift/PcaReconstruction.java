package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How well the main directions of a reference describe the rows of a window: NannyML's
/// reconstruction error.
///
/// The reference is encoded (see [Encoding]), and of the principal components those are kept that
/// hold 65 % of the variance. A row is projected on them and back; its error is the distance that
/// it moved, the window's error the mean over its rows. A correlation that breaks makes it larger,
/// one that tightens makes it smaller, though every margin stay as it was.
///
/// NannyML's limits are three standard deviations of the means of ten chunks of the reference. Here
/// they are 99.9 %, two-sided, of 4,000 seeded draws of the window's size from the reference, less
/// the error of drawing the reference itself, so that they hold at every size. The components are
/// learned from one half of the reference and the errors drawn from the other: a reference fits
/// itself too well.
///
/// Immutable and safe for use by many threads.
final class PcaReconstruction {
  private static final double VARIANCE = 0.65;
  private static final int DRAWS = 4000;
  private static final int MOST_ROWS_OF_A_DRAW = 2000;
  private static final double TAIL = 0.0005;

  private final List<Encoding> encodings;
  private final double[][] components;
  private final double[] errors;
  private final double usual;

  private PcaReconstruction(
      List<Encoding> encodings, double[][] components, double[][] reference, int rows) {
    this.encodings = encodings;
    this.components = components;
    this.errors = errors(reference, rows, 1, 2);
    this.usual = Arrays.stream(errors).average().orElse(0);
  }

  /// Learns a reference.
  ///
  /// @param rows its rows, at least 4
  static PcaReconstruction of(List<Column> columns, double[][] reference, int rows) {
    List<Encoding> encodings = new ArrayList<>();
    for (int c = 0; c < reference.length; c++) {
      encodings.add(new Encoding(columns.get(c), reference[c], rows));
    }
    Eigen axes = Eigen.of(covariance(encodings, reference, rows));
    int[] largestFirst =
        IntStream.range(0, reference.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -axes.values()[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double wanted = VARIANCE * Arrays.stream(axes.values()).sum();
    List<double[]> components = new ArrayList<>();
    double held = 0;
    for (int k : largestFirst) {
      // One direction at least is left out: all of them describe any row without error.
      if (held >= wanted || components.size() == reference.length - 1) {
        break;
      }
      held += axes.values()[k];
      components.add(Arrays.stream(axes.vectors()).mapToDouble(row -> row[k]).toArray());
    }
    return new PcaReconstruction(encodings, components.toArray(double[][]::new), reference, rows);
  }

  /// The error of a window against its limits.
  ///
  /// @param rows its rows, at least 1
  ReconstructionDrift.Measured judge(double[][] current, int rows, long seed) {
    double[] ofWindow = errors(current, rows, 0, 1);
    double[] draws = draws(Math.min(rows, MOST_ROWS_OF_A_DRAW), seed);
    // A mean of more rows than are drawn varies less; that of the reference's rows is drawn too.
    double scale =
        Math.sqrt((1.0 / rows + 1.0 / errors.length) / (1.0 / Math.min(rows, MOST_ROWS_OF_A_DRAW)));
    double low = usual + scale * (draws[(int) (TAIL * DRAWS)] - usual);
    double high = usual + scale * (draws[DRAWS - 1 - (int) (TAIL * DRAWS)] - usual);
    return new ReconstructionDrift.Measured(
        Arrays.stream(ofWindow).average().orElseThrow(),
        usual,
        Math.max(0, low),
        high,
        components.length);
  }

  /// Means of rows drawn from the reference, ascending.
  private double[] draws(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += errors[random.nextInt(errors.length)];
      }
      means[draw] = sum / size;
    }
    Arrays.sort(means);
    return means;
  }

  private static double[][] covariance(List<Encoding> encodings, double[][] reference, int rows) {
    int d = reference.length;
    double[][] sums = new double[d][d];
    double[] row = new double[d];
    for (int r = 0; r < rows; r += 2) {
      encode(encodings, reference, r, row);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          sums[i][j] += row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        sums[j][i] = sums[i][j];
      }
    }
    return sums;
  }

  /// The distance of every so many-th row from its reconstruction.
  private double[] errors(double[][] values, int rows, int first, int step) {
    double[] row = new double[values.length];
    double[] errors = new double[Math.max(0, (rows - first + step - 1) / step)];
    for (int i = 0; i < errors.length; i++) {
      encode(encodings, values, first + i * step, row);
      double left = 0;
      for (double value : row) {
        left += value * value;
      }
      for (double[] component : components) {
        double along = 0;
        for (int c = 0; c < row.length; c++) {
          along += component[c] * row[c];
        }
        left -= along * along;
      }
      errors[i] = Math.sqrt(Math.max(0, left));
    }
    return errors;
  }

  private static void encode(List<Encoding> encodings, double[][] values, int at, double[] row) {
    for (int c = 0; c < row.length; c++) {
      row[c] = encodings.get(c).of(at < values[c].length ? values[c][at] : Double.NaN);
    }
  }
}
