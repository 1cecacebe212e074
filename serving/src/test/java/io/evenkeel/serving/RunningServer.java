package io.evenkeel.serving;

import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.EventSettings;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.Range;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real server on a free port over a real event log, with a client.
final class RunningServer implements AutoCloseable {
  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(
              new Feature.Numeric("amount", new Range(0, true, 200_000), false, false, true, "INR"),
              new Feature.Numeric("hour", new Range(0, false, 23), true, false, false, ""),
              new Feature.Numeric(
                  "receiver_age_days",
                  new Range(0, false, Double.POSITIVE_INFINITY),
                  true,
                  true,
                  false,
                  ""),
              new Feature.Categorical(
                  "device_type", new TreeSet<>(Set.of(0, 1, 2)), false, false)));

  static final String GOOD =
      "{\"amount\":1500.5,\"hour\":14,\"receiver_age_days\":null,\"device_type\":0}";

  private static final JsonMapper JSON = new JsonMapper();

  final TestingModels models = new TestingModels();
  final EventLog log;
  final EventReader events;
  final ModelServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  RunningServer(Path directory) throws IOException {
    this(directory, settings());
  }

  RunningServer(Path directory, ServerSettings settings) throws IOException {
    this(directory, settings, "v1");
  }

  RunningServer(Path directory, ServerSettings settings, String... versions) throws IOException {
    log = EventLog.open(directory, SCHEMA, EventSettings.defaults(), Clock.systemUTC());
    events = new EventReader(directory, SCHEMA);
    for (String version : versions) {
      models.promote(version);
    }
    AtomicInteger ids = new AtomicInteger();
    server =
        new ModelServer(
            settings,
            SCHEMA,
            models,
            log,
            Duration.ofMillis(200),
            new PrometheusRegistry(),
            Clock.systemUTC(),
            () -> "generated-" + ids.incrementAndGet(),
            20261122,
            Duration.ofMillis(100));
    server.start();
  }

  /// Small limits, and a quick eye on the registry.
  static ServerSettings settings() {
    ServerSettings some = ServerSettings.defaults();
    return new ServerSettings(
        some.host(),
        0,
        some.token(),
        10_000,
        5,
        some.idleTimeout(),
        some.requestTimeout(),
        Duration.ofMillis(50),
        Duration.ofSeconds(5));
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("the request failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static JsonNode error(HttpResponse<String> response) {
    return json(response).required("error");
  }

  @Override
  public void close() {
    // First, or the server waits a second for the connections that the client keeps.
    client.close();
    server.close();
    log.close();
  }
}
