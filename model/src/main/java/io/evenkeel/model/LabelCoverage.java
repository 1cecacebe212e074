package io.evenkeel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Whether labels come alike for rows of every score. Blocked payments never get one, so labels can
/// be missing just where a model flags (selective labels); what is measured on the rest then says
/// little of the whole.
///
/// The rows are shared out into ten bands by the deciles of the score (rows of one score stay
/// together), and besides into flagged and passed. Pearson's chi-square test of homogeneity asks
/// whether the share of rows with a label differs between bands, at the level 0.1 % (for 10 bands
/// the statistic's limit is 27.877 with 9 degrees of freedom, for flagged against passed 10.828
/// with 1). With many rows a difference without weight is certain too, so the labels are uneven
/// only when, besides, a band has less than a stated part of the labelled share of all rows.
///
/// @param bands from the lowest scores up; empty bands are left out
/// @param flagged the rows that were flagged when they were served
/// @param passed the others
/// @param uneven what is uneven, in words; empty when nothing is
public record LabelCoverage(List<Band> bands, Band flagged, Band passed, String uneven) {
  /// The level of each test.
  public static final double LEVEL = 0.001;

  private static final int BANDS = 10;

  /// Quantiles of the chi-square distribution at `1 - LEVEL` for 1 to 9 degrees of freedom.
  private static final double[] LIMITS = {
    10.827566170662733,
    13.815510557964274,
    16.26623619623813,
    18.46682695290317,
    20.515005652432873,
    22.457744484825323,
    24.321886347856854,
    26.12448155837614,
    27.877164871256568
  };

  /// Copies the list.
  public LabelCoverage {
    bands = List.copyOf(bands);
  }

  /// Rows of like score.
  ///
  /// @param rows how many there are
  /// @param labelled how many of them have a label
  public record Band(int rows, int labelled) {
    /// The share with a label, 0 to 1; NaN without rows.
    public double share() {
      return (double) labelled / rows;
    }

    private Band with(boolean label) {
      return new Band(rows + 1, labelled + (label ? 1 : 0));
    }
  }

  private static final Band EMPTY = new Band(0, 0);

  /// Of nothing.
  public static LabelCoverage none() {
    return new LabelCoverage(List.of(), EMPTY, EMPTY, "");
  }

  /// Where a row without a label is of unknown truth: labels must come alike everywhere.
  ///
  /// @param scores the champion's scores, without NaN
  /// @param flagged which rows were flagged when they were served
  /// @param labelled which rows have a label
  /// @param leastPart the part of the whole labelled share that no band may be below, 0 to 1
  public static LabelCoverage ofLabels(
      double[] scores, boolean[] flagged, boolean[] labelled, double leastPart) {
    LabelCoverage counted = count(scores, flagged, labelled);
    double floor = leastPart * counted.all().share();
    return counted
        .unevenBecause(
            List.of(counted.flagged, counted.passed), floor, "of flagged and passed rows")
        .unevenBecause(counted.bands, floor, "by decile of the score");
  }

  /// Where silence means honest, so that only reports of people are labels: flagged rows must be
  /// reported at least as often as the others, or else they were blocked and nobody could report
  /// them.
  ///
  /// @param scores the champion's scores, without NaN
  /// @param flagged which rows were flagged when they were served
  /// @param reported which rows have a label that somebody sent
  public static LabelCoverage ofReports(double[] scores, boolean[] flagged, boolean[] reported) {
    LabelCoverage counted = count(scores, flagged, reported);
    return counted.flagged.share() < counted.passed.share()
        ? counted.unevenBecause(
            List.of(counted.flagged, counted.passed),
            Double.POSITIVE_INFINITY,
            "of flagged and passed rows")
        : counted;
  }

  /// Whether the labels can stand for all rows.
  public boolean even() {
    return uneven.isEmpty();
  }

  /// All rows.
  public Band all() {
    return new Band(flagged.rows + passed.rows, flagged.labelled + passed.labelled);
  }

  private LabelCoverage unevenBecause(List<Band> asked, double floor, String what) {
    List<Band> filled = asked.stream().filter(band -> band.rows > 0).toList();
    if (!even()
        || filled.size() < 2
        || !expectedInAll(filled)
        || statistic(filled) <= LIMITS[filled.size() - 2]) {
      return this;
    }
    double lowest = filled.stream().mapToDouble(Band::share).min().orElse(1);
    return lowest < floor
        ? new LabelCoverage(
            bands,
            flagged,
            passed,
            String.format(
                Locale.ROOT,
                "the share of labelled rows %s lies between %.3f and %.3f, of all rows it is %.3f",
                what,
                lowest,
                filled.stream().mapToDouble(Band::share).max().orElse(1),
                all().share()))
        : this;
  }

  /// Whether in every band at least one labelled and one unlabelled row is expected: below that the
  /// statistic has no chi-square law, and one row by chance would count as a difference.
  private static boolean expectedInAll(List<Band> bands) {
    double rows = bands.stream().mapToInt(Band::rows).sum();
    double share = bands.stream().mapToInt(Band::labelled).sum() / rows;
    double rarer = Math.min(share, 1 - share);
    return bands.stream().allMatch(band -> band.rows * rarer >= 1);
  }

  /// Pearson's chi-square of the table bands by labelled or not; 0 where all rows are alike.
  static double statistic(List<Band> bands) {
    double rows = bands.stream().mapToInt(Band::rows).sum();
    double share = bands.stream().mapToInt(Band::labelled).sum() / rows;
    if (share == 0 || share == 1) {
      return 0;
    }
    return bands.stream()
        .mapToDouble(band -> {
          double surplus = band.labelled - share * band.rows;
          return surplus * surplus / (band.rows * share * (1 - share));
        })
        .sum();
  }

  private static LabelCoverage count(double[] scores, boolean[] flagged, boolean[] labelled) {
    if (scores.length != flagged.length || scores.length != labelled.length) {
      throw new IllegalArgumentException(
          "%d scores, %d flags and %d labels do not belong together"
              .formatted(scores.length, flagged.length, labelled.length));
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    Band[] bands = new Band[BANDS];
    Arrays.fill(bands, EMPTY);
    Band ofFlagged = EMPTY;
    Band ofPassed = EMPTY;
    for (int row = 0; row < scores.length; row++) {
      int band = (int) ((long) BANDS * below(sorted, scores[row]) / sorted.length);
      bands[band] = bands[band].with(labelled[row]);
      if (flagged[row]) {
        ofFlagged = ofFlagged.with(labelled[row]);
      } else {
        ofPassed = ofPassed.with(labelled[row]);
      }
    }
    List<Band> filled = new ArrayList<>(Arrays.asList(bands));
    filled.removeIf(band -> band.rows == 0);
    return new LabelCoverage(filled, ofFlagged, ofPassed, "");
  }

  /// How many sorted values are below one.
  private static int below(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
