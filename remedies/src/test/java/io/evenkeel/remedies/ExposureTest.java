package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `v1` serves 3,000 payments in an hour, all of an amount that it knows.
class ExposureTest {
  @TempDir private Path directory;
  private TestingHome home;
  private final LabelledTable rows = TestingWorld.QUIET.rows(3000, 8);

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory);
    home.versions("v1");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void whatIsMissedIsEstimatedFromTheScores() {
    MoneyAtRisk.Known risk = known(home.serveScored(rows, 0.5, false));
    assertThat(risk.frauds()).isZero();
    assertThat(risk.version()).isEqualTo("v1");
    assertThat(risk.unit()).isEqualTo("of amount");
    assertThat(risk.trafficShare()).isEqualTo(1);
    assertThat(risk.scoredPerHour()).isCloseTo(scored(), within(scored() * 1e-6));
    // The world is the one that it learned; its hold-out has some twenty missed frauds to learn by.
    assertThat(risk.missedPerHour()).isCloseTo(missed(0.5), within(missed(0.5) * 0.5));
    assertThat(missed(0.5)).isGreaterThan(100);
  }

  @Test
  void withLabelsItIsMeasured() {
    MoneyAtRisk.Known risk = known(home.serveScored(rows, 0.5, true));
    assertThat(risk.frauds()).isEqualTo(rows.positives());
    assertThat(risk.missedPerHour()).isCloseTo(missed(0.5), within(missed(0.5) * 1e-6));
  }

  @Test
  void ofFaultyDataNothingIsSaid() {
    CheckReport report = home.serveScored(rows, 0.5, true);
    DriftReport faulty =
        new DriftReport(
            3000,
            List.of(),
            List.of(new QualityIssue.EntirelyMissing("amount")),
            new Verdict.Stable(0));
    assertThat(unknown(home.report("v1", report.window(), faulty))).contains("faulty");
  }

  @Test
  void ofNoRowsNothingIsSaid() {
    CheckReport report = home.serveScored(rows, 0.5, true);
    assertThat(unknown(home.report("v1", Optional.empty(), report.drift()))).contains("no rows");
    Instant end = report.window().orElseThrow().to();
    assertThat(unknown(home.report("v1", Optional.of(new Window(end, end, 1)), report.drift())))
        .contains("too short");
    assertThat(unknown(home.report("v9", report.window(), report.drift())))
        .contains("v9 was never recorded");
  }

  private MoneyAtRisk.Known known(CheckReport report) {
    MoneyAtRisk risk = home.remedies().moneyAtRisk(report).orElseThrow();
    assertThat(risk).isInstanceOf(MoneyAtRisk.Known.class);
    return (MoneyAtRisk.Known) risk;
  }

  private String unknown(CheckReport report) {
    return home.remedies().moneyAtRisk(report).orElseThrow().describe();
  }

  private double scored() {
    double sum = 0;
    for (double amount : rows.features().column(1)) {
      sum += Math.max(0, amount);
    }
    return sum;
  }

  /// The value of the frauds that score below a threshold.
  private double missed(double threshold) {
    FeatureTable features = rows.features();
    ModelBundle bundle = home.registry.open("v1");
    double[] scores = bundle.scorer().probabilities(features);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += rows.labels()[i] && scores[i] < threshold ? Math.max(0, features.column(1)[i]) : 0;
    }
    return sum;
  }
}
