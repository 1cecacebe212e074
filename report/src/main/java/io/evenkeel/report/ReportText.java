package io.evenkeel.report;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// An assessment in a few lines for a terminal: the verdict, the features that drifted and those
/// that came nearest to it, what is wrong with the data, what to do.
public final class ReportText {
  private static final int MOST_FEATURES = 20;
  private static final int LONGEST_NAME = 32;

  private ReportText() {}

  /// The text, with a line feed at its end.
  public static String of(Assessment assessment) {
    StringBuilder text = new StringBuilder();
    text.append(ReportPage.headline(assessment.drift())).append('\n');
    features(text, assessment.drift().features());
    performance(text, assessment);
    for (DataFault fault : assessment.cause().faults()) {
      text.append("Fault: ").append(assessment.codes().describe(fault)).append('\n');
    }
    for (QualityIssue issue : assessment.drift().qualityIssues()) {
      text.append("Quality: ").append(assessment.codes().describe(issue)).append('\n');
    }
    assessment
        .cause()
        .multivariate()
        .filter(MultivariateDrift::drifted)
        .ifPresent(found ->
            text.append("Together: ")
                .append(
                    found.domain().drifted()
                        ? found.domain().describe()
                        : found.reconstruction().describe())
                .append('\n'));
    assessment.notes().stream()
        .filter(note -> !note.startsWith(SchemaInference.LEFT_OUT)) // the schema said so already
        .forEach(note -> text.append("Note: ").append(note).append('\n'));
    text.append(
        "The policy would: %s. %s%n"
            .formatted(
                assessment.recommendation().decision().code(),
                assessment.recommendation().reasoning()));
    return text.append("To do: ").append(assessment.advice()).append('\n').toString();
  }

  private static void features(StringBuilder text, List<FeatureDrift> features) {
    List<FeatureDrift> shown =
        features.stream()
            .sorted(
                Comparator.comparing(FeatureDrift::drifted)
                    .thenComparingDouble(Verdicts::ratio)
                    .reversed())
            .limit(MOST_FEATURES)
            .toList();
    int width = 7;
    for (FeatureDrift feature : shown) {
      width = Math.max(width, Math.min(LONGEST_NAME, feature.feature().length()));
    }
    String line = "  %-" + width + "s  %-9s  %-13s  %10s  %10s%n";
    text.append(String.format(Locale.ROOT, line, "feature", "verdict", "test", "score", "limit"));
    for (FeatureDrift feature : shown) {
      String name = feature.feature();
      text.append(
          String.format(
              Locale.ROOT,
              line,
              NumberText.shortened(name, LONGEST_NAME),
              verdict(feature.verdict()),
              feature.test().code(),
              Verdicts.score(feature.verdict()).map(NumberText::score).orElse("-"),
              NumberText.score(feature.threshold())));
    }
    if (features.size() > shown.size()) {
      text.append("  and %d more%n".formatted(features.size() - shown.size()));
    }
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Drifted _ -> "drifted";
      case Verdict.Stable _ -> "stable";
      case Verdict.NotEnoughData _ -> "too few";
    };
  }

  private static void performance(StringBuilder text, Assessment assessment) {
    PerformanceSection.headline(assessment.performance())
        .ifPresent(said -> text.append("Performance: ").append(said).append('\n'));
    assessment
        .performance()
        .estimated()
        .ifPresent(estimated -> {
          for (PerformanceMetric metric : PerformanceMetric.values()) {
            if (estimated.of(metric) instanceof Estimate.Estimated found && found.alert()) {
              text.append(
                  "Estimated %s %s lies outside %s to %s%n"
                      .formatted(
                          MetricNames.of(metric),
                          NumberText.decimals(found.value(), 3),
                          NumberText.decimals(found.lowerThreshold(), 3),
                          NumberText.decimals(found.upperThreshold(), 3)));
            }
          }
        });
  }
}
