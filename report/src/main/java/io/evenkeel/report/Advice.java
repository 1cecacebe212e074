package io.evenkeel.report;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.Estimate;
import io.evenkeel.drift.EstimatedPerformance;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.PerformanceMetric;
import io.evenkeel.drift.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a person should do, in one or two sentences. Faults of the data come before everything,
/// because a model must not learn from them; harm before drift, because drift alone hurts nobody.
final class Advice {
  private Advice() {}

  static String of(Assessment assessment) {
    if (assessment.drift().verdict() instanceof Verdict.NotEnoughData(long seen, long needed)) {
      return "Gather at least %s rows and compare again: of %s nothing can be said."
          .formatted(NumberText.count(needed), NumberText.count(seen));
    }
    Optional<DataFault> fault =
        assessment.cause().faults().stream()
            .filter(one -> !(one instanceof DataFault.NewCategory))
            .findFirst();
    if (fault.isPresent()) {
      return "Look at the pipeline before the model, and do not retrain on these rows. "
          + assessment.codes().describe(fault.get())
          + ".";
    }
    if (!assessment.drift().qualityIssues().isEmpty()) {
      return "Look at the data before the model, and do not retrain on these rows. "
          + assessment.codes().describe(assessment.drift().qualityIssues().getFirst())
          + ".";
    }
    boolean drifted = assessment.drift().verdict() instanceof Verdict.Drifted;
    Optional<EstimatedPerformance> estimated = assessment.performance().estimated();
    if (estimated.isPresent() && estimated.get().alert()) {
      return "The model is likely to suffer: "
          + alerts(estimated.get())
          + " outside what the reference shows. Get labels for these rows, and retrain on them if they agree.";
    }
    if (!assessment.cause().faults().isEmpty()) {
      return "Find out what the new value is before the model is asked about it: it has never seen one. "
          + assessment.codes().describe(assessment.cause().faults().getFirst())
          + ".";
    }
    if (drifted) {
      return first(assessment.drift().features())
          + (estimated.isPresent()
              ? " The estimated performance holds, so there is time: wait for labels before retraining."
              : " Whether the model suffers is not known: name prediction, label and threshold in the"
                  + " schema, or measure it on fresh labels.");
    }
    if (assessment.cause().multivariate().isPresent()
        && assessment.cause().multivariate().get().drifted()) {
      return "No feature moved by itself, but the rows as a whole differ: look at how features go"
          + " together, below.";
    }
    return "Nothing to do.";
  }

  private static String first(List<FeatureDrift> features) {
    FeatureDrift strongest =
        features.stream()
            .filter(FeatureDrift::drifted)
            .max(Comparator.comparingDouble(Verdicts::ratio))
            .orElseThrow();
    return "Begin with %s: find out whether its change is real (a campaign, a season, a new market) or a fault."
        .formatted(strongest.feature());
  }

  private static String alerts(EstimatedPerformance estimated) {
    List<String> metrics = new ArrayList<>();
    for (PerformanceMetric metric : PerformanceMetric.values()) {
      if (estimated.of(metric) instanceof Estimate.Estimated found && found.alert()) {
        metrics.add(
            "%s is estimated at %s,"
                .formatted(MetricNames.of(metric), NumberText.decimals(found.value(), 3)));
      }
    }
    return String.join(" ", metrics.subList(0, Math.min(2, metrics.size())));
  }
}
