package io.evenkeel.llm;

import io.evenkeel.agent.Reasoner.Question;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Policy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Questions and settings as tests need them.
final class Questions {
  static final String KEY = "sk-ant-secret-0123456789";
  static final List<String> FEATURES =
      List.of(
          "merchant_cat",
          "hour",
          "device_type",
          "same_device",
          "receiver_age_days",
          "txn_count_1h",
          "sender_age_days",
          "amount");
  static final Set<String> DICTIONARY = Set.copyOf(FEATURES);
  static final Policy POLICY = Policy.defaults(Set.of("amount", "txn_count_1h", "sender_age_days"));

  private Questions() {}

  /// A question about a report whose first features have drifted: 0 asks for OK, 1 for ALERT, 3 for
  /// ROLLBACK, 5 for RETRAIN.
  static Question drifted(int count, QualityIssue... issues) {
    return ask(report(FEATURES, count, issues), EnumSet.allOf(Decision.class));
  }

  static Question ask(DriftReport report, Set<Decision> allowed) {
    return new Question(report, Optional.empty(), allowed, 0);
  }

  static DriftReport report(List<String> names, int count, QualityIssue... issues) {
    List<FeatureDrift> features = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      boolean moved = features.size() < count;
      features.add(
          new FeatureDrift(
              name,
              DriftTest.WASSERSTEIN,
              0.1,
              moved ? new Verdict.Drifted(0.4375) : new Verdict.Stable(0.0213),
              10_000,
              2000));
    }
    double score = (double) count / names.size();
    return new DriftReport(
        2000,
        features,
        List.of(issues),
        count == 0 ? new Verdict.Stable(score) : new Verdict.Drifted(score));
  }

  static LlmSettings settings(URI baseUrl) {
    return settings(LlmProvider.ANTHROPIC, baseUrl, Duration.ofSeconds(10), 1);
  }

  static LlmSettings settings(LlmProvider provider, URI baseUrl, Duration budget, int retries) {
    Duration attempt = Duration.ofSeconds(6);
    return new LlmSettings(
        provider,
        "claude-haiku-4-5",
        Optional.of(KEY),
        Optional.of(baseUrl),
        budget,
        attempt.compareTo(budget) < 0 ? attempt : budget,
        1024,
        retries);
  }

  static LlmReasoner reasoner(ScriptedModel model) {
    return new LlmReasoner(settings(model.baseUrl()), POLICY, DICTIONARY);
  }
}
