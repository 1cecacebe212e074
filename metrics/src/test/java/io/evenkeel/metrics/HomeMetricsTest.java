package io.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.Range;
import io.evenkeel.model.RocAuc;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.Registry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole home: a real ledger, bundle and report.
class HomeMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  @TempDir Path home;

  @Test
  void theChampionsHoldoutStandsInUntilThereIsALiveMeasure() throws Exception {
    try (Ledger ledger = Ledger.open(home.resolve("ledger.db"), CLOCK)) {
      Registry registry = new Registry(home.resolve("models"), ledger);
      ReportStore reports = new ReportStore(home.resolve("reports"));
      PrometheusRegistry metrics = new PrometheusRegistry();
      metrics.register(
          new FactMetrics(
              new FactSources(
                  ledger,
                  registry,
                  reports,
                  FactsHome.SCHEMA,
                  Duration.ofMinutes(5),
                  Optional::empty,
                  () -> false,
                  Autonomy.FULL,
                  "1.2.3",
                  CLOCK),
              _ -> Optional.empty()));
      assertThat(FactsHome.text(metrics)).doesNotContain("model_");

      ModelBundle bundle = trained(registry.directory("v1"));
      registry.record(bundle, "");
      registry.promote(Optional.empty(), "v1", "first", "");
      assertThat(FactsHome.text(metrics))
          .contains("model_accuracy " + bundle.metadata().rocAuc() + "\n");

      reports.write(quiet("v1", new RocAuc.Measured(.9125, .01, 300, 9_700)));
      assertThat(FactsHome.text(metrics))
          .contains("model_accuracy 0.9125\n", "model_drift_score 0.0\n");

      reports.write(quiet("v0", new RocAuc.Measured(.9125, .01, 300, 9_700)));
      assertThat(FactsHome.text(metrics))
          .as("the latest report is about the version before")
          .contains("model_accuracy " + bundle.metadata().rocAuc() + "\n");

      Files.writeString(home.resolve("reports/latest_report.json"), "{\"drift_");
      assertThat(FactsHome.text(metrics))
          .contains("model_accuracy " + bundle.metadata().rocAuc(), "agent_retrains_total 0.0")
          .doesNotContain("model_drift_score");
    }
  }

  private static CheckReport quiet(String version, RocAuc performance) {
    return new CheckReport(
        "r1",
        NOON.minus(Duration.ofDays(3)),
        version,
        Optional.of(
            new Window(NOON.minus(Duration.ofDays(4)), NOON.minus(Duration.ofDays(3)), 2_000)),
        new DriftReport(2_000, List.of(), List.of(), new Verdict.Stable(0)),
        true,
        Optional.empty(),
        performance,
        new Recommendation(Decision.OK, .99, "nothing moved"),
        Duration.ofMillis(180));
  }

  private static ModelBundle trained(Path directory) throws InterruptedException {
    FeatureSchema schema =
        new FeatureSchema(
            "is_fraud",
            .4,
            List.of(new Feature.Numeric("amount", Range.any(), false, false, false, "")));
    double[] amounts = new double[200];
    boolean[] labels = new boolean[200];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = i;
      labels[i] = i % 7 == 0 || i > 150;
    }
    LabelledTable rows =
        new LabelledTable(new FeatureTable(schema, new double[][] {amounts}), labels);
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, 1);
    return new TrainingProcess(Duration.ofMinutes(1))
        .train(
            new TrainingPlan("v1", Optional.empty(), "for a test", rows, weights, rows, rows, 1),
            directory);
  }
}
