package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The features by how much their drift matters to the score: drift times contribution.
///
/// @param causes all features, the largest share first
public record CauseRanking(List<Cause> causes) {
  private static final double LEAST_P_VALUE = 1e-16;

  /// Copies the list.
  public CauseRanking {
    causes = List.copyOf(causes);
  }

  /// One feature.
  ///
  /// @param feature its name
  /// @param drifted whether it drifted
  /// @param drift its drift score over its limit, or the logarithm of its p-value over that of the
  ///   limit; 1 is the limit, 0 where there was too little data
  /// @param usualContribution mean magnitude of its SHAP values in the reference, in log-odds
  /// @param contribution the same in the window
  /// @param shift mean SHAP value in the window less that in the reference, in log-odds: above 0 it
  ///   pushes scores up
  /// @param share its part of drift times contribution, 0 to 1; 0 for a feature that did not drift
  public record Cause(
      String feature,
      boolean drifted,
      double drift,
      double usualContribution,
      double contribution,
      double shift,
      double share) {
    private Cause sharing(double whole) {
      double part = whole == 0 ? 0 : share / whole;
      return new Cause(feature, drifted, drift, usualContribution, contribution, shift, part);
    }

    /// The cause as one sentence for people.
    public String describe() {
      return String.format(
          Locale.ROOT,
          "%s: drift %.1f times its limit, %s of the cause, moves scores by %+.2f log-odds on average",
          feature,
          drift,
          Numbers.percent(share),
          shift);
    }
  }

  /// Ranks features.
  ///
  /// @param features what was found about each
  /// @param reference SHAP values of rows of the reference, `reference[feature][row]`, in the same
  ///   order of features, at least one row
  /// @param current SHAP values of rows of the window, likewise
  /// @throws IllegalArgumentException when the shapes do not fit
  public static CauseRanking of(
      List<FeatureDrift> features, double[][] reference, double[][] current) {
    requireRows("reference", features.size(), reference);
    requireRows("window", features.size(), current);
    List<Cause> unshared = new ArrayList<>();
    double total = 0;
    for (int f = 0; f < features.size(); f++) {
      Cause cause = cause(features.get(f), reference[f], current[f]);
      unshared.add(cause);
      total += cause.share();
    }
    double whole = total;
    return new CauseRanking(
        unshared.stream()
            .map(cause -> cause.sharing(whole))
            .sorted(
                Comparator.comparingDouble(Cause::share)
                    .thenComparingDouble(Cause::drift)
                    .reversed())
            .toList());
  }

  /// A cause whose share is not yet one: it holds drift times contribution.
  private static Cause cause(FeatureDrift feature, double[] reference, double[] current) {
    double drift =
        switch (feature.verdict()) {
          case Verdict.Stable(double score) ->
              score <= feature.threshold()
                  ? score / feature.threshold()
                  : surprise(score, feature.threshold());
          case Verdict.Drifted(double score) ->
              score >= feature.threshold()
                  ? score / feature.threshold()
                  : surprise(score, feature.threshold());
          case Verdict.NotEnoughData _ -> 0;
        };
    double usual = magnitude(reference);
    double now = magnitude(current);
    return new Cause(
        feature.feature(),
        feature.drifted(),
        drift,
        usual,
        now,
        mean(current) - mean(reference),
        feature.drifted() ? drift * (usual + now) / 2 : 0);
  }

  /// The size of a drift that a p-value judged, which is small where a distance would be large: its
  /// logarithm over that of the limit.
  private static double surprise(double pValue, double limit) {
    return Math.max(0, Math.log(Math.max(pValue, LEAST_P_VALUE)) / Math.log(limit));
  }

  private static double magnitude(double[] values) {
    return Arrays.stream(values).map(Math::abs).sum() / values.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static void requireRows(String what, int features, double[][] values) {
    if (values.length != features) {
      throw new IllegalArgumentException(
          "%d features need as many arrays of contributions; the %s has %d"
              .formatted(features, what, values.length));
    }
    for (double[] column : values) {
      if (column.length == 0 || column.length != values[0].length) {
        throw new IllegalArgumentException(
            "the contributions of the %s must be arrays of one length above 0".formatted(what));
      }
    }
  }
}
