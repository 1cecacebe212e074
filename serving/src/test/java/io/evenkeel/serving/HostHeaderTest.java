package io.evenkeel.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A web page can point a name of its own at 127.0.0.1 and have the visitor's browser call the
/// server. The browser then sends that name as the host.
class HostHeaderTest {
  @TempDir Path directory;

  @Test
  void onLoopbackOnlyTheNamesOfLoopbackAreAnswered() throws IOException {
    try (RunningServer server = new RunningServer(directory)) {
      for (String own :
          new String[] {
            "localhost", "LocalHost:8000", "127.0.0.1", "127.0.0.1:1", "127.8.9.10", "[::1]:8000"
          }) {
        assertThat(get(server, own)).as(own).startsWith("HTTP/1.1 200 ");
      }
      for (String foreign :
          new String[] {
            "rebound.example",
            "rebound.example:8000",
            "127.0.0.1.rebound.example",
            "localhost.rebound.example",
            "128.0.0.1",
            "[::2]"
          }) {
        assertThat(get(server, foreign))
            .as(foreign)
            .startsWith("HTTP/1.1 421 ")
            .contains("\"misdirected_request\"");
      }
      assertThat(ask(server, "GET /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void openToOthersAnyNameIsAnswered() throws IOException {
    ServerSettings some = RunningServer.settings();
    ServerSettings open =
        new ServerSettings(
            "0.0.0.0",
            0,
            Optional.of("s3cret"),
            some.maxBodyBytes(),
            some.maxBatch(),
            some.idleTimeout(),
            some.requestTimeout(),
            some.reloadInterval(),
            some.stopTimeout());
    try (RunningServer server = new RunningServer(directory, open)) {
      assertThat(get(server, "fraud.bank.example")).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String get(RunningServer server, String host) throws IOException {
    return ask(server, "GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private static String ask(RunningServer server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
