package io.evenkeel.agent;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Policy;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Made-up reports that ask for a given decision, to try the agent with. With the eight features of
/// the UPI schema and the standard policy their drift scores are 0 (ok), 0.125 with `merchant_cat`
/// (alert), 0.375 (rollback) and 0.625 (retrain).
public final class MockReports {
  private static final int ROWS = 2000;
  private static final double THRESHOLD = 0.1;
  private static final double MOVED = 0.4;
  private static final double STILL = 0.02;
  private static final long WINDOW_SECONDS = 60;

  private MockReports() {}

  /// A report for one decision.
  ///
  /// @param decision what the policy is to make of it
  /// @param schema the features that it names
  /// @param policy the rule; its thresholds and high-impact features
  /// @param version the version that it is about
  /// @param now the present
  /// @throws IllegalArgumentException when the schema has no features by which the policy could
  ///   come to the decision, for instance only high-impact ones for an alert
  public static CheckReport of(
      Decision decision, FeatureSchema schema, Policy policy, String version, Instant now) {
    DriftReport drift = drift(schema, moved(decision, schema, policy));
    var recommendation = policy.recommend(drift, Optional.empty(), 0);
    if (recommendation.decision() != decision) {
      throw new IllegalArgumentException(
          "a report over %s cannot ask for %s: the policy makes %s of it"
              .formatted(schema.names(), decision.code(), recommendation.decision().code()));
    }
    return new CheckReport(
        "mock-%s-%s".formatted(now.toString().replace(":", "").replace("-", ""), decision.code()),
        now,
        version,
        Optional.of(new Window(now.minusSeconds(WINDOW_SECONDS), now, ROWS)),
        drift,
        true,
        decision == Decision.OK ? Optional.empty() : Optional.of(now.minusSeconds(WINDOW_SECONDS)),
        new RocAuc.NotEnoughData(0, 100),
        recommendation,
        Duration.ZERO);
  }

  /// One report as the latest one.
  public static Reports latest(CheckReport report) {
    return () -> new ReportStore.Reading.Sound(report);
  }

  private static Set<String> moved(Decision decision, FeatureSchema schema, Policy policy) {
    int all = schema.size();
    int count =
        switch (decision) {
          case OK -> 0;
          case ALERT -> (int) Math.floor(policy.alertAbove() * all) + 1;
          case ROLLBACK -> (int) Math.floor(policy.rollbackAbove() * all) + 1;
          case RETRAIN -> (int) Math.floor(policy.retrainAbove() * all) + 1;
        };
    // Features whose drift alone raises a decision come last for an alert, and first else.
    Comparator<Feature> byImpact =
        Comparator.comparing(feature -> policy.highImpact().contains(feature.name()));
    Comparator<Feature> order = decision == Decision.ALERT ? byImpact : byImpact.reversed();
    Comparator<Feature> categoricalFirst =
        Comparator.comparing(feature -> !(feature instanceof Feature.Categorical));
    List<String> names =
        schema.features().stream()
            .sorted(order.thenComparing(categoricalFirst))
            .limit(count)
            .map(Feature::name)
            .toList();
    return Set.copyOf(names);
  }

  private static DriftReport drift(FeatureSchema schema, Set<String> moved) {
    List<FeatureDrift> features = new ArrayList<>();
    for (Feature feature : schema.features()) {
      boolean drifted = moved.contains(feature.name());
      features.add(
          new FeatureDrift(
              feature.name(),
              switch (feature) {
                case Feature.Numeric _ -> DriftTest.WASSERSTEIN;
                case Feature.Categorical _ -> DriftTest.JENSEN_SHANNON;
              },
              THRESHOLD,
              drifted ? new Verdict.Drifted(MOVED) : new Verdict.Stable(STILL),
              ROWS,
              ROWS));
    }
    double score = (double) moved.size() / schema.size();
    return new DriftReport(
        ROWS,
        features,
        List.of(),
        moved.isEmpty() ? new Verdict.Stable(score) : new Verdict.Drifted(score));
  }
}
