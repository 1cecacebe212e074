package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.evenkeel.app.Home;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HealthAndWaitTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aProcessThatIsWellIsWell() throws IOException {
    assertThat(health(200, "{\"status\":\"ok\"}")).isZero();
    assertThat(out.toString()).contains("200 {\"status\":\"ok\"}");
  }

  @Test
  void aProcessThatSaysItIsNotWellIsNot() throws IOException {
    assertThat(health(503, "{\"status\":\"no_model\"}")).isEqualTo(1);
    assertThat(out.toString()).contains("503", "no_model");
  }

  @Test
  void nobodyAtThePortIsNotWell() {
    assertThat(run("health", "monitor", "--port", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("http://127.0.0.1:1/health does not answer");
  }

  @Test
  void anUnknownProcessIsAUsageError() {
    assertThat(run("health", "grafana")).isEqualTo(2);
  }

  @Test
  void impatienceSaysWhatIsMissing() {
    String home = directory.toString();

    assertThat(run("monitor", "--home", home, "--wait-for-home", "1ms")).isEqualTo(1);

    assertThat(err.toString()).contains("waited 1ms", "has no schema.yaml yet", "init");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aHomeWithoutAChampionIsNotReady() {
    Home home = new Home(directory);
    SchemaFile.write(home.schema(), UpiWorld.schema());
    Ledger.open(home.ledger(), Clock.systemUTC()).close();

    assertThat(run("agent", "--once", "--home", directory.toString(), "--wait-for-home", "1ms"))
        .isEqualTo(1);

    assertThat(err.toString()).contains("no version serves yet");
  }

  @Test
  void whoWaitsGoesOnOnceTheHomeIsReady() {
    Home home = new Home(directory);
    CompletableFuture<Integer> monitor =
        CompletableFuture.supplyAsync(() ->
            run("monitor", "--once", "--home", directory.toString(), "--wait-for-home", "1m"));
    SchemaFile.write(home.schema(), UpiWorld.schema());
    try (Ledger ledger = Ledger.open(home.ledger(), Clock.systemUTC())) {
      ledger.versions().record("v1", "0".repeat(64), Optional.empty(), "");
      assertThat(monitor).isNotDone();
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "test", "");
    }

    await().until(monitor::isDone);

    // The bundle of that version does not exist, which the check says, and not the waiting.
    assertThat(monitor.join()).isEqualTo(1);
    assertThat(err.toString()).contains("v1").doesNotContain("waited");
  }

  private int health(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return run("health", "--port", String.valueOf(server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
