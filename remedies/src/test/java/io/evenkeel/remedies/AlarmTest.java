package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.alerts.Alert;
import io.evenkeel.alerts.AlertChannel;
import io.evenkeel.alerts.Delivery;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmTest {
  private static final DriftReport DRIFT =
      new DriftReport(
          2000,
          List.of(
              new FeatureDrift(
                  "amount", DriftTest.WASSERSTEIN, 0.1, new Verdict.Drifted(0.3), 3000, 2000)),
          List.of(),
          new Verdict.Drifted(1));
  private static final Recommendation REASON =
      new Recommendation(Decision.ALERT, 0.6875, "merchant_cat drifted.");

  private final TestingTime time = new TestingTime();
  private final List<Alert> sent = new ArrayList<>();
  private final Path home;
  private final Ledger ledger;
  private boolean stopped;
  private MoneyAtRisk atRisk = new MoneyAtRisk.Unknown("no rows");

  AlarmTest(@TempDir Path home) {
    this.home = home;
    this.ledger = Ledger.open(home.resolve("ledger.db"), time);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whoeverStoppedTheAgentIsToldSo() {
    stopped = true;
    alarm(this::deliver).sound(order(DRIFT));
    assertThat(sent.getFirst().whatToDo())
        .startsWith("The kill switch is on: release it to let the agent act again. Find out");
  }

  @Test
  void peopleAreToldWhatWasFoundAndDecided() {
    Outcome outcome = alarm(this::deliver).sound(order(DRIFT));
    assertThat(outcome).isEqualTo(new Outcome.Delivered("delivered | alerts/i1.json"));
    assertThat(sent)
        .containsExactly(
            new Alert(
                "i1",
                "i1/1/alert",
                TestingTime.START,
                "v1",
                DRIFT,
                REASON,
                "Find out why amount moved; train or roll back by hand if the model suffers."));
  }

  @Test
  void peopleAreToldWhatItCostsMeanwhile() {
    atRisk = new MoneyAtRisk.Known("v1", 1_234.6, 250_000, 1, "INR", 0);
    alarm(this::deliver).sound(order(DRIFT));
    assertThat(sent.getFirst().whatToDo())
        .endsWith(
            "Meanwhile v1 serves on: about 1,235 INR of fraud an hour pass v1 unflagged, estimated"
                + " from its scores, of 250,000 INR an hour that it scores (100 % of the"
                + " traffic).");
  }

  @Test
  void aDataFaultIsToBeRepairedByTheCallers() {
    QualityIssue issue = new QualityIssue.EntirelyMissing("amount");
    alarm(this::deliver)
        .sound(order(new DriftReport(2000, List.of(), List.of(issue), new Verdict.Stable(0))));
    assertThat(sent.getFirst().whatToDo())
        .isEqualTo("Repair the data that callers send: amount: every value is missing.");
  }

  @Test
  void anAlertThatDoesNotArriveFailed() {
    assertThat(alarm(_ -> new Delivery.Failed("disk full")).sound(order(DRIFT)))
        .isEqualTo(new Outcome.Failed("the alert did not arrive: disk full"));
  }

  private Delivery deliver(Alert alert) {
    sent.add(alert);
    return new Delivery.Delivered("alerts/i1.json");
  }

  private Alarm alarm(AlertChannel channel) {
    return new Alarm(
        channel,
        new ReportStore(home.resolve("reports")),
        new Registry(home.resolve("models"), ledger),
        () -> stopped,
        _ -> atRisk,
        time);
  }

  private Order order(DriftReport drift) {
    CheckReport report =
        new CheckReport(
            "report-1",
            time.instant(),
            "v1",
            Optional.empty(),
            drift,
            true,
            Optional.empty(),
            new RocAuc.NotEnoughData(0, 100),
            REASON,
            Duration.ZERO);
    return new Order("i1", "i1/1/alert", report, REASON);
  }
}
