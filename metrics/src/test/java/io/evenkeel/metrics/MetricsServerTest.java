package io.evenkeel.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final MetricsSettings FREE = new MetricsSettings("127.0.0.1", 0, 0);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final SignOfLife life = new SignOfLife(clock, Duration.ofSeconds(60));

  @Test
  void metricsAndHealthAreShownAndNothingElse() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    RuntimeMetrics.register(registry);
    try (MetricsServer server = MetricsServer.ofMonitor(FREE, registry, life)) {
      assertThat(get(server, "/metrics", "localhost"))
          .startsWith("HTTP/1.1 200 ")
          .contains("Content-Type: text/plain; version=0.0.4")
          .contains("\njvm_memory_used_bytes{area=\"heap\"} ")
          .contains("\nprocess_cpu_seconds_total ");
      assertThat(get(server, "/", "localhost")).startsWith("HTTP/1.1 404 ");
      assertThat(
              ask(server, "POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
          .startsWith("HTTP/1.1 405 ")
          .contains("Allow: GET, HEAD");
    }
  }

  @Test
  void aLoopThatFellSilentIsNotHealthy() throws IOException {
    try (MetricsServer server = MetricsServer.ofAgent(FREE, new PrometheusRegistry(), life)) {
      now.set(NOON.plusSeconds(60));
      assertThat(get(server, "/health", "127.0.0.1"))
          .startsWith("HTTP/1.1 200 ")
          .contains("{\"status\":\"up\",\"silent_seconds\":60.000,\"allowed_seconds\":60.000}");
      now.set(NOON.plusSeconds(61));
      assertThat(get(server, "/health", "127.0.0.1"))
          .startsWith("HTTP/1.1 503 ")
          .contains("\"status\":\"silent\"");
      life.beat();
      assertThat(get(server, "/health", "127.0.0.1")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void onLoopbackOnlyTheNamesOfLoopbackAreAnswered() throws IOException {
    try (MetricsServer server = MetricsServer.ofAgent(FREE, new PrometheusRegistry(), life)) {
      for (String own : new String[] {"LocalHost:8002", "127.0.0.1:1", "[::1]:8002"}) {
        assertThat(get(server, "/health", own)).as(own).startsWith("HTTP/1.1 200 ");
      }
      for (String foreign :
          new String[] {"rebound.example", "128.0.0.1", "[::2]", "agent-runner"}) {
        assertThat(get(server, "/health", foreign)).as(foreign).startsWith("HTTP/1.1 421 ");
      }
      assertThat(ask(server, "GET /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421 ");
    }
    MetricsSettings open = new MetricsSettings("0.0.0.0", 0, 0);
    try (MetricsServer server = MetricsServer.ofAgent(open, new PrometheusRegistry(), life)) {
      assertThat(get(server, "/health", "agent-runner:8002")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aBusyPortNamesItsSetting() {
    try (MetricsServer first = MetricsServer.ofMonitor(FREE, new PrometheusRegistry(), life)) {
      MetricsSettings same = new MetricsSettings("127.0.0.1", first.port(), 0);
      assertThatThrownBy(() -> MetricsServer.ofMonitor(same, new PrometheusRegistry(), life))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + first.port())
          .hasMessageContaining("metrics.monitor-port");
    }
  }

  @Test
  void aClientThatDripsItsRequestIsCutOff() throws IOException {
    try (MetricsServer server =
            MetricsServer.start(
                FREE, 0, "agent-port", new PrometheusRegistry(), life, Duration.ofMillis(200));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(9_000);
      socket.getOutputStream().write("GET /health HTTP/1.1\r\nHo".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new MetricsSettings("127.0.0.1", 8001, 8001))
        .hasMessageContaining("metrics.agent-port");
    assertThatThrownBy(() -> new MetricsSettings("127.0.0.1", 70_000, 8001))
        .hasMessageContaining("metrics.monitor-port");
    assertThatThrownBy(() -> new MetricsSettings(" ", 8001, 8002))
        .hasMessageContaining("metrics.host");
    assertThat(MetricsSettings.defaults()).isEqualTo(new MetricsSettings("127.0.0.1", 8001, 8002));
  }

  private static String get(MetricsServer server, String path, String host) throws IOException {
    return ask(server, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  /// Asks over a connection of its own, which the server ends.
  private static String ask(MetricsServer server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(9_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
