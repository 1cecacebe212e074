package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus with the configuration of the repository, which scrapes processes on loopback
/// each second instead of the services of compose each 15 seconds.
final class PrometheusServer implements AutoCloseable {
  private final OutsideProgram program;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private PrometheusServer(OutsideProgram program, URI address) {
    this.program = program;
    this.address = address;
  }

  static PrometheusServer start(Path directory, int server, int monitor, int agent)
      throws IOException {
    Path ours = Tools.repository().resolve("prometheus");
    int port = Tools.freePort();
    String configuration =
        Files.readString(ours.resolve("prometheus.yml"))
            .replace("server:8000", "127.0.0.1:" + server)
            .replace("monitor:8001", "127.0.0.1:" + monitor)
            .replace("agent-runner:8002", "127.0.0.1:" + agent)
            .replace("localhost:9090", "127.0.0.1:" + port)
            .replace("15s", "1s");
    Files.createDirectories(directory.resolve("rules"));
    Files.writeString(directory.resolve("prometheus.yml"), configuration);
    try (Stream<Path> rules = Files.list(ours.resolve("rules"))) {
      for (Path file : rules.toList()) {
        Files.copy(file, directory.resolve("rules").resolve(file.getFileName()));
      }
    }
    OutsideProgram program =
        OutsideProgram.start(
            List.of(
                Tools.installed("prometheus").toString(),
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port),
            Map.of(),
            directory,
            directory.resolve("prometheus.log"));
    URI address = URI.create("http://127.0.0.1:" + port);
    program.awaitReady(address.resolve("/-/ready"));
    return new PrometheusServer(program, address);
  }

  /// The series that a query gives at a moment.
  JsonNode at(String query, Instant time) throws IOException, InterruptedException {
    return get("query?time=%s&query=%s".formatted(time.getEpochSecond(), encoded(query)))
        .path("data")
        .path("result");
  }

  /// The series that a query gives over a span, in steps of two seconds.
  JsonNode over(String query, Instant from, Instant to) throws IOException, InterruptedException {
    return get("query_range?start=%s&end=%s&step=2&query=%s"
            .formatted(from.getEpochSecond(), to.getEpochSecond(), encoded(query)))
        .path("data")
        .path("result");
  }

  /// Answers of the API.
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    program.close();
  }
}
