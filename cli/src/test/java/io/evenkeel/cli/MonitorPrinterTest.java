package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MonitorPrinterTest {
  @Test
  void eachFaultOfTheDataIsALineAfterTheCheck() {
    CheckReport report =
        new CheckReport(
            "r1",
            Instant.EPOCH,
            "v1",
            Optional.empty(),
            new DriftReport(
                500,
                List.of(
                    new FeatureDrift(
                        "amount", DriftTest.WASSERSTEIN, 0.1, new Verdict.Drifted(9), 9000, 500)),
                List.of(),
                new Verdict.Drifted(1)),
            List.of(new DataFault.UnitChange("amount", 100, 1)),
            true,
            Optional.empty(),
            Optional.empty(),
            new RocAuc.NotEnoughData(0, 30),
            Optional.empty(),
            Optional.empty(),
            new Recommendation(Decision.ALERT, 0.8, ""),
            Duration.ZERO);
    StringWriter out = new StringWriter();
    new MonitorPrinter(new PrintWriter(out)).checked(report);
    assertThat(out.toString().lines())
        .containsExactly(
            "drift_score=1.000 (100%) -> recommendation=alert",
            "fault: amount: the unit changed, every value is multiplied by 100");
  }
}
