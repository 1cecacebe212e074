package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileAlertsTest {
  @TempDir Path home;

  @Test
  void anAlertSaysWhatMovedWhatWasDecidedAndWhatToDo() throws IOException {
    Delivery delivery =
        new FileAlerts(home.resolve("alerts"))
            .send(TestingAlerts.hourMoved("inc-1/1/alert", TestingAlerts.NOON));

    Path file = files().getFirst();
    assertThat(delivery).isEqualTo(new Delivery.Delivered(file.toString()));
    assertThat(file.getFileName().toString()).startsWith("20261120T120000Z-inc-1-");
    JsonNode alert = JsonMapper.shared().readTree(Files.readAllBytes(file));
    assertThat(alert.propertyNames())
        .containsExactlyInAnyOrder(
            "incident",
            "key",
            "time",
            "model_version",
            "decision",
            "confidence",
            "reasoning",
            "drift_score",
            "rows",
            "moved",
            "quality_issues",
            "what_to_do");
    assertThat(alert.get("time").asString()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(alert.get("decision").asString()).isEqualTo("alert");
    assertThat(alert.get("confidence").asDouble()).isEqualTo(0.6875);
    assertThat(alert.get("drift_score").asDouble()).isEqualTo(0.5);
    assertThat(alert.get("moved").toString())
        .isEqualTo(
            "[{\"feature\":\"hour\",\"test\":\"wasserstein\",\"score\":0.4375,\"limit\":0.1}]");
    assertThat(alert.get("quality_issues").get(0).asString())
        .isEqualTo("receiver_age_days: 8.0 % of the values are missing");
    assertThat(alert.get("what_to_do").asString()).contains("callers");
  }

  @Test
  void theSameKeyAgainReplacesItsFileEvenLater() throws IOException {
    AlertChannel alerts = new FileAlerts(home.resolve("alerts"));
    alerts.send(TestingAlerts.hourMoved("inc-1/1/alert", TestingAlerts.NOON));
    alerts.send(TestingAlerts.hourMoved("inc-1/1/alert", TestingAlerts.NOON.plusSeconds(90)));
    assertThat(files()).hasSize(1);
    assertThat(files().getFirst()).content().contains("2026-11-20T12:01:30Z");

    alerts.send(TestingAlerts.hourMoved("inc-1/2/alert", TestingAlerts.NOON));
    assertThat(files()).hasSize(2);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAFailure() throws IOException {
    Path taken = Files.writeString(home.resolve("alerts"), "a file");
    assertThat(new FileAlerts(taken).send(TestingAlerts.hourMoved("k", TestingAlerts.NOON)))
        .isInstanceOfSatisfying(
            Delivery.Failed.class,
            failed -> assertThat(failed.reason()).contains(taken.toString()));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("alerts"))) {
      return files.toList();
    }
  }
}
