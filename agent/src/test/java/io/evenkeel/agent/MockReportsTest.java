package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Policy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Range;
import io.evenkeel.monitor.CheckReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockReportsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(
              numeric("amount", true),
              numeric("hour", false),
              categorical("merchant_cat"),
              categorical("device_type"),
              numeric("sender_age_days", true),
              numeric("receiver_age_days", false),
              numeric("txn_count_1h", true),
              categorical("same_device")));
  private static final Policy POLICY =
      Policy.defaults(
          SCHEMA.features().stream()
              .filter(Feature::highImpact)
              .map(Feature::name)
              .collect(Collectors.toSet()));

  private static Feature numeric(String name, boolean highImpact) {
    return new Feature.Numeric(name, Range.any(), false, false, highImpact, "");
  }

  private static Feature categorical(String name) {
    return new Feature.Categorical(name, new TreeSet<>(Set.of(0, 1)), false, false);
  }

  @Test
  void eachAsksForItsDecisionWithTheKnownScore() {
    Map<Decision, Double> scores =
        Map.of(
            Decision.OK,
            0.0,
            Decision.ALERT,
            0.125,
            Decision.ROLLBACK,
            0.375,
            Decision.RETRAIN,
            0.625);
    scores.forEach((decision, score) -> {
      CheckReport report = MockReports.of(decision, SCHEMA, POLICY, "v1", NOON);
      assertThat(report.drift().driftScore()).isEqualTo(score);
      assertThat(report.recommendation().decision()).isEqualTo(decision);
      assertThat(report.confirmed()).isTrue();
    });
    assertThat(MockReports.of(Decision.ALERT, SCHEMA, POLICY, "v1", NOON).drift().driftedFeatures())
        .containsExactly("merchant_cat");
  }

  @Test
  void whatTheSchemaCannotAskForIsSaid() {
    FeatureSchema narrow = new FeatureSchema("is_fraud", 0.4, List.of(numeric("amount", true)));
    assertThatThrownBy(() ->
            MockReports.of(Decision.ALERT, narrow, Policy.defaults(Set.of("amount")), "v1", NOON))
        .hasMessageContaining("[amount]")
        .hasMessageContaining("alert");
  }

  @Test
  void aMadeUpReportGoesThroughTheRealGraph(@TempDir Path directory) throws InterruptedException {
    TestingClock clock = new TestingClock();
    try (Ledger ledger = Ledger.open(directory.resolve("ledger.db"), clock)) {
      CheckReport report = MockReports.of(Decision.RETRAIN, SCHEMA, POLICY, "v1", NOON);
      Responder responder =
          new Responder(
              new Responder.Parts(
                  MockReports.latest(report),
                  new ScriptedChecks(),
                  new ScriptedRemedies(ledger),
                  ledger,
                  POLICY,
                  new RuleReasoner(POLICY),
                  AgentSettings.defaults(Duration.ofMinutes(5)),
                  KillSwitch.never(),
                  AgentListener.silent(),
                  clock));
      assertThat(responder.once().lines())
          .contains("Decision: RETRAIN", "Confidence: 0.95")
          .contains("Action taken: promoted | version=v2");
      assertThat(ledger.journal().counts("retrain", JournalEntry.Phase.DONE))
          .containsEntry("promoted", 1L);
    }
  }
}
