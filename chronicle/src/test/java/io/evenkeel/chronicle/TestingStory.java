package io.evenkeel.chronicle;

import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.MlflowSettings;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A home in whose ledger a story is written as the agent writes it. Owned by the test's thread.
final class TestingStory implements AutoCloseable {
  static final String INCIDENT = "inc-20261101T060000Z-v1";
  static final String RETRAIN = INCIDENT + "/1/retrain";

  static final String DIGEST_1 = "1".repeat(64);
  static final String DIGEST_2 = "2".repeat(64);

  final TestingClock clock = new TestingClock();
  final Ledger ledger;
  final Registry registry;
  final ReportStore reports;

  TestingStory(Path home) {
    ledger = Ledger.open(home.resolve("ledger.db"), clock);
    registry = new Registry(home.resolve("models"), ledger);
    reports = new ReportStore(home.resolve("reports"));
  }

  Chronicle chronicle(TestingOutside outside, boolean tracking) {
    return new Chronicle(
        ledger,
        registry,
        reports,
        tracking ? Optional.of(outside) : Optional.empty(),
        MlflowSettings.defaults(),
        outside,
        clock);
  }

  /// Each step is one or two facts; a second passes after each.
  void step(int number) {
    Journal journal = ledger.journal();
    switch (number) {
      case 0 -> ledger.versions().record("v1", DIGEST_1, Optional.empty(), "");
      case 1 -> champion(Optional.empty(), "v1", "first", "");
      case 2 -> decision("", "ok", "report-1", 0, "");
      case 3 -> {
        ledger.incidents().open(INCIDENT, "open", "{}");
        moved("open", "null", "null");
      }
      case 4 -> decision(INCIDENT, "retrain", "report-2", 0.625, "\"amount\",\"hour\"");
      case 5 ->
          journal.intend(
              INCIDENT,
              "retrain",
              RETRAIN,
              "{\"describe\":\"why\",\"report\":\"report-2\",\"version\":\"v1\"}");
      case 6 -> {
        ledger.versions().record("v2", DIGEST_2, Optional.of("v1"), RETRAIN);
        champion(Optional.of("v1"), "v2", "retrained", RETRAIN);
      }
      case 7 ->
          journal.done(
              RETRAIN,
              "promoted",
              "{\"describe\":\"promoted | version=v2\",\"report\":\"report-2\",\"from\":\"v1\","
                  + "\"to\":\"v2\",\"roc_auc\":0.95,\"standard_error\":0.01}");
      case 8 -> moved("mitigating", "null", "null");
      case 9 -> moved("mitigated", "\"2026-11-01T06:05:00Z\"", "null");
      case 10 -> {
        ledger.incidents().change(INCIDENT, 1, "resolved", "{}");
        moved("resolved", "\"2026-11-01T06:05:00Z\"", "\"2026-11-01T06:10:00Z\"");
      }
      default -> throw new IllegalArgumentException("the story has no step " + number);
    }
    clock.advance(Duration.ofSeconds(1));
  }

  void steps(int from, int to) {
    for (int i = from; i <= to; i++) {
      step(i);
    }
  }

  void alerted(String incident, int attempt) {
    String key = incident + "/" + attempt + "/alert";
    ledger.journal().intend(incident, "alert", key, "{\"describe\":\"why\"}");
    ledger
        .journal()
        .done(
            key,
            "delivered",
            "{\"describe\":\"delivered | /srv/home/alerts/x.json\",\"report\":\"report-2\"}");
    clock.advance(Duration.ofSeconds(1));
  }

  void champion(Optional<String> from, String to, String why, String key) {
    if (ledger.aliases().compareAndSet("champion", from, to, why, key).isEmpty()) {
      throw new IllegalStateException("the champion is not " + from);
    }
  }

  void decision(String incident, String code, String report, double score, String drifted) {
    ledger
        .journal()
        .note(
            incident,
            "decision",
            code,
            """
            {"report":"%s","version":"v1","drift_score":%s,"drifted":[%s],"confidence":0.95,\
            "reasoning":"because","source":"rules","incident":"%s"}\
            """
                .formatted(report, score, drifted, incident));
  }

  void moved(String state, String mitigated, String resolved) {
    ledger
        .journal()
        .note(
            INCIDENT,
            "incident",
            state,
            """
            {"describe":"%s","version":"v1","cause":["amount","hour"],"timeline":{\
            "onset":"2026-11-01T05:59:50Z","detected":"2026-11-01T06:00:00Z","decided":null,\
            "acted":null,"mitigated":%s,"resolved":%s}}\
            """
                .formatted(state, mitigated, resolved));
  }

  @Override
  public void close() {
    ledger.close();
  }
}
