package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.evenkeel.alerts.AlertSettings;
import io.evenkeel.alerts.Notice;
import io.evenkeel.alerts.NoticeChannels;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Ledger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Alertmanager itself, from the first notice of an incident to its end, and what it tells on.
class AlertmanagerTest {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final List<JsonNode> notified = new CopyOnWriteArrayList<>();

  @Test
  void anIncidentFiresOnceIsUpdatedAndEnds() throws IOException, InterruptedException {
    HttpServer receiver = receiver();
    int port = Tools.freePort();
    URI base = URI.create("http://127.0.0.1:" + port);
    Clock clock = Clock.systemUTC();
    Instant start = clock.instant();
    try (OutsideProgram _ = alertmanager(port, receiver.getAddress().getPort());
        Ledger ledger = Ledger.open(directory.resolve("ledger.db"), clock);
        NoticeChannels channels =
            new NoticeChannels(
                settings(base), ledger.outbox(), directory.resolve("alerts"), clock)) {
      tell(channels, notice(Notice.Kind.DECIDED, IncidentState.OPEN, start, Decision.ALERT));
      JsonNode fired = alerts(base).get(0);
      assertThat(fired.get("labels").toString())
          .isEqualTo(
              "{\"alertname\":\"EvenkeelIncident\",\"incident\":\"inc-1\","
                  + "\"model\":\"fraud_model\",\"severity\":\"warning\"}");
      assertThat(Instant.parse(fired.get("startsAt").asString()))
          .isBetween(start.minusMillis(1), start.plusMillis(1));
      assertThat(fired.get("status").get("state").asString()).isNotEqualTo("suppressed");
      assertThat(fired.get("annotations").get("summary").asString())
          .contains("decided: tell people");
      assertThat(fired.get("generatorURL").asString()).contains("/d/mlops-agent?from=");
      await().atMost(WITHIN).until(() -> notified("firing"));

      tell(
          channels,
          notice(Notice.Kind.ACTED, IncidentState.MITIGATING, clock.instant(), Decision.RETRAIN));
      assertThat(alerts(base)).hasSize(1);
      assertThat(alerts(base).get(0).get("fingerprint")).isEqualTo(fired.get("fingerprint"));
      assertThat(alerts(base).get(0).get("annotations").get("summary").asString())
          .contains("was changed from v1 to v2");

      // After a restart the incident is told again, and is still the same.
      try (NoticeChannels restarted =
          new NoticeChannels(settings(base), ledger.outbox(), directory.resolve("alerts"), clock)) {
        Instant before = Instant.parse(alerts(base).get(0).get("updatedAt").asString());
        restarted.deliver(clock.instant().plus(WITHIN));
        assertThat(alerts(base)).hasSize(1);
        assertThat(Instant.parse(alerts(base).get(0).get("updatedAt").asString())).isAfter(before);
      }

      tell(
          channels,
          notice(Notice.Kind.RESOLVED, IncidentState.RESOLVED, clock.instant(), Decision.RETRAIN));
      assertThat(alerts(base)).isEmpty();
      await().atMost(WITHIN).until(() -> notified("resolved"));
      assertThat(notified).allSatisfy(each -> assertThat(each.get("alerts")).hasSize(1));
      assertThat(ledger.outbox().waiting()).isEmpty();
      assertThat(directory.resolve("alerts")).doesNotExist();
    } finally {
      receiver.stop(0);
    }
  }

  private OutsideProgram alertmanager(int port, int receiver) throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("alertmanager.yml"),
            """
            route:
              receiver: people
              group_by: [incident]
              group_wait: 100ms
              group_interval: 200ms
              repeat_interval: 1h
            receivers:
              - name: people
                webhook_configs:
                  - url: http://127.0.0.1:%d/
                    send_resolved: true
            """
                .formatted(receiver));
    return OutsideProgram.start(
            List.of(
                Tools.installed("prometheus-alertmanager").toString(),
                "--config.file=" + settings,
                "--storage.path=" + directory.resolve("storage"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="),
            Map.of(),
            directory,
            directory.resolve("alertmanager.log"))
        .awaitReady(URI.create("http://127.0.0.1:%d/-/ready".formatted(port)));
  }

  /// Takes what Alertmanager tells on.
  private HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            notified.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }

  private boolean notified(String status) {
    return notified.stream().anyMatch(each -> each.get("status").asString().equals(status));
  }

  private static void tell(NoticeChannels channels, Notice notice) throws InterruptedException {
    channels.put(notice);
    channels.deliver(notice.time().plus(WITHIN));
  }

  private static JsonNode alerts(URI base) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/api/v2/alerts")).timeout(WITHIN).build();
      return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private static AlertSettings settings(URI alertmanager) {
    AlertSettings defaults = AlertSettings.defaults();
    return new AlertSettings(
        Optional.empty(),
        Optional.of(alertmanager),
        Optional.empty(),
        defaults.pagerdutyUrl(),
        Optional.empty(),
        defaults.grafanaUrl(),
        defaults.runbookUrl(),
        defaults.incidentUrl(),
        defaults.requestTimeout(),
        defaults.giveUpAfter());
  }

  private static Notice notice(
      Notice.Kind kind, IncidentState state, Instant time, Decision decision) {
    return new Notice(
        "inc-1",
        "inc-1/" + kind,
        time,
        kind,
        state,
        "fraud_model",
        "v1",
        decision,
        "rules",
        0.95,
        "drift score 0.6250 is above 0.50",
        OptionalDouble.of(0.625),
        List.of(new Notice.MovedFeature("hour", "wasserstein", 0.4375, 0.1)),
        List.of(),
        "",
        kind == Notice.Kind.ACTED ? Optional.of(new Notice.Change("v1", "v2")) : Optional.empty(),
        Optional.of(Duration.ofSeconds(18)),
        Optional.empty(),
        "Nothing.");
  }
}
