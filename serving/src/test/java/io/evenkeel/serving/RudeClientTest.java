package io.evenkeel.serving;

import static io.evenkeel.serving.RunningServer.GOOD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RudeClientTest {
  private static final String HEAD =
      "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @TempDir Path directory;

  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    ServerSettings some = RunningServer.settings();
    server =
        new RunningServer(
            directory,
            new ServerSettings(
                some.host(),
                0,
                some.token(),
                some.maxBodyBytes(),
                some.maxBatch(),
                Duration.ofMillis(400),
                Duration.ofMillis(1_200),
                some.reloadInterval(),
                some.stopTimeout()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void halfAHeaderIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "POST /predict HTTP/1.1\r\nHost: loc");
      assertThat(readToEnd(socket)).doesNotContain(" 200 ");
    }
  }

  @Test
  void aStalledBodyIsCutOffWithItsReason() throws Exception {
    try (Socket socket = connect()) {
      send(socket, HEAD + "Content-Length: 100\r\n\r\n{\"amount\":");
      assertThat(readToEnd(socket)).startsWith("HTTP/1.1 408 ").contains("request_timeout");
    }
  }

  @Test
  void drippedHeadersAreCutOff() throws Exception {
    assertCutOff("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  }

  @Test
  void drippedHeadersOfASecondRequestAreCutOff() throws Exception {
    assertCutOff(
        "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
            + "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  }

  @Test
  void aDrippedBodyIsCutOff() throws Exception {
    assertCutOff(HEAD + "Content-Length: 5000\r\n\r\n");
  }

  @Test
  void aPatientClientWithManyShortRequestsIsNotCutOff() throws Exception {
    try (Socket socket = connect();
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> sent =
          drip.scheduleAtFixedRate(
              () -> send(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              0,
              100,
              TimeUnit.MILLISECONDS);
      byte[] answers = socket.getInputStream().readNBytes(25 * 150);
      assertThat(new String(answers, ISO_8859_1))
          .contains("HTTP/1.1 200 OK")
          .doesNotContain("HTTP/1.1 408");
      sent.cancel(false);
    }
  }

  @Test
  void anOversizedBodyIsRefusedWhetherAnnouncedOrNot() throws Exception {
    try (Socket socket = connect()) {
      send(socket, HEAD + "Content-Length: 100000000\r\n\r\n{");
      assertThat(readToEnd(socket)).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
    try (Socket socket = connect()) {
      send(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
      send(socket, chunk + chunk + chunk);
      assertThat(readToEnd(socket)).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
  }

  @Test
  void brokenHttpIsAnsweredInJsonOrCutOff() throws Exception {
    for (String broken :
        new String[] {
          "nonsense\r\n\r\n",
          "POST /predict HTTP/1.1\r\n\r\n",
          "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
          HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        }) {
      try (Socket socket = connect()) {
        send(socket, broken);
        String answer = readToEnd(socket);
        assertThat(answer).as(broken).doesNotContain("Jetty", "eclipse", " 500 ", "\tat ");
        if (!answer.isEmpty()) {
          assertThat(answer).as(broken).startsWith("HTTP/1.1 4").contains("{\"error\":{");
        }
      }
    }
  }

  @Test
  void mutilatedRequestsAreNeverAServerFault() throws Exception {
    long seed = 3;
    Random random = new Random(seed);
    String body = "{\"transactions\":[" + GOOD + "," + GOOD + "]}";
    for (int i = 0; i < 400; i++) {
      boolean batch = random.nextBoolean();
      byte[] bytes = (batch ? body : GOOD).getBytes(ISO_8859_1);
      for (int m = random.nextInt(4); m >= 0; m--) {
        bytes = mutilate(bytes, random);
      }
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST /predict"
                    + (batch ? "/batch" : "")
                    + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                    + bytes.length
                    + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.write(bytes);
        out.flush();
        String answer = readToEnd(socket);
        assertThat(answer.substring(0, Math.min(12, answer.length())))
            .as("seed %d, request %d: %s", seed, i, new String(bytes, ISO_8859_1))
            .matches("HTTP/1.1 (200|400|413|422)");
      }
    }
    assertThat(server.post("/predict", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestInFlightIsFinishedWhenTheServerStops() throws Exception {
    try (Socket socket = connect();
        ExecutorService stopper = Executors.newSingleThreadExecutor()) {
      send(socket, HEAD + "Content-Length: " + GOOD.length() + "\r\n\r\n" + GOOD.substring(0, 20));
      // Another request, answered, shows that the server has taken what was sent before it.
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      Future<?> stopped = stopper.submit(server.server::close);
      await().atMost(Duration.ofSeconds(3)).until(this::refusesConnections);
      send(socket, GOOD.substring(20));
      assertThat(readToEnd(socket))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"model_version\":\"v1\"");
      stopped.get(10, TimeUnit.SECONDS);
    }
    assertThat(server.events.newest("v1", 10)).hasSize(1);
  }

  private boolean refusesConnections() {
    try (Socket probe = connect()) {
      return !probe.isConnected();
    } catch (IOException | IllegalArgumentException e) {
      return true;
    }
  }

  /// Sends a byte every 100 ms, well within the idle timeout, and expects to be cut off.
  private void assertCutOff(String beginning) throws Exception {
    try (Socket socket = connect();
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
      send(socket, beginning);
      Future<?> _ =
          drip.scheduleAtFixedRate(() -> send(socket, "y"), 100, 100, TimeUnit.MILLISECONDS);
      long start = System.nanoTime();
      readToEnd(socket);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
      drip.shutdownNow();
    }
  }

  private static byte[] mutilate(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> bytes[at] = (byte) "{}[],:\"\\0-eE.ntf\u0000".charAt(random.nextInt(17));
      case 2 -> {
        byte[] shorter = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
      }
      default -> {
        int length = random.nextInt(bytes.length - at + 1);
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, at + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The server has closed the connection; what it said is read elsewhere.
      assertThat(socket).isNotNull();
    }
  }

  private static String readToEnd(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[4096];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        answer.append(new String(buffer, 0, n, ISO_8859_1));
      }
    } catch (SocketException e) {
      // Reset: cut off as well.
      return answer.toString();
    }
    return answer.toString();
  }
}
