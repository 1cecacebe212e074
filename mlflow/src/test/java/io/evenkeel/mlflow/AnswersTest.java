package io.evenkeel.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.ledger.Carrier.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server may answer, and what we make of it.
class AnswersTest {
  private interface Script {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @TempDir private Path directory;
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> logins = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Duration patience = Duration.ofSeconds(20);
  private HttpServer server;
  private Script script = exchange -> say(exchange, 500, "no script");

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          logins.addAll(
              exchange.getRequestHeaders().getOrDefault("Authorization", List.of("none")));
          try (exchange) {
            script.answer(exchange);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  @Test
  void hostCheckNamesTheFlagAndTheHost() throws Exception {
    script =
        exchange ->
            say(exchange, 403, "Invalid Host header - possible DNS rebinding attack detected");
    assertThat(later().reason())
        .contains("--allowed-hosts", "MLFLOW_SERVER_ALLOWED_HOSTS", "127.0.0.1:" + port());
  }

  @Test
  void loginThatIsRefusedNamesTheVariables() throws Exception {
    for (int status : new int[] {401, 403}) {
      script = exchange -> say(exchange, status, error("PERMISSION_DENIED", "Permission denied"));
      assertThat(later().reason())
          .contains(
              String.valueOf(status),
              "Permission denied",
              "MLFLOW_TRACKING_USERNAME",
              "MLFLOW_TRACKING_PASSWORD",
              "MLFLOW_TRACKING_TOKEN");
    }
  }

  @Test
  void pauseThatTheServerNamesIsKept() throws Exception {
    script =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "17");
          say(exchange, 429, error("REQUEST_LIMIT_EXCEEDED", "slow down"));
        };
    assertThat(later().after()).contains(Duration.ofSeconds(17));
    script =
        exchange -> {
          // The fake writes its own Date; a date long past is no pause.
          exchange.getResponseHeaders().set("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT");
          say(exchange, 503, "busy");
        };
    assertThat(later().after()).isEmpty();
    script =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT");
          say(exchange, 503, "busy");
        };
    assertThat(later().after()).contains(Duration.ofHours(1));
  }

  @Test
  void brokenAndFullServersAreTriedAgain() throws Exception {
    script = exchange -> say(exchange, 500, "<html>oops\n\u0007</html>");
    assertThat(later().reason()).contains("500", "<html>oops </html>");
    script = exchange -> say(exchange, 507, "");
    assertThat(later().reason()).contains("make space");
    script = exchange -> say(exchange, 500, "OSError: [Errno 28] No space left on device");
    assertThat(later().reason()).contains("make space");
    script =
        exchange ->
            say(
                exchange,
                503,
                "{\"detail\":\"Artifact serving is disabled. Run `mlflow server`\"}");
    assertThat(later().reason()).contains("--serve-artifacts");
  }

  @Test
  void whatIsNoMlflowIsSaidToBeNone() throws Exception {
    script = exchange -> say(exchange, 404, "not found");
    assertThat(later().reason()).contains("MLFLOW_TRACKING_URI");
    script = exchange -> say(exchange, 200, "<html>Welcome to nginx</html>");
    assertThat(later().reason()).contains("MLFLOW_TRACKING_URI");
  }

  @Test
  void whatTheServerNeverTakesIsRefused() throws Exception {
    script = exchange -> say(exchange, 400, error("INVALID_PARAMETER_VALUE", "Invalid experiment"));
    assertThat(carry(settings()))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.reason()).contains("Invalid experiment"));
  }

  @Test
  void deletedExperimentIsNamedWithItsCure() throws Exception {
    script =
        exchange ->
            say(
                exchange,
                200,
                "{\"experiment\":{\"experiment_id\":\"7\",\"lifecycle_stage\":\"deleted\"}}");
    assertThat(later().reason())
        .contains("upi_fraud_retrain was deleted", "mlflow experiments restore -x 7");
  }

  @Test
  void raceForTheExperimentIsTolerated() throws Exception {
    script =
        exchange -> {
          boolean created = requests.stream().anyMatch(request -> request.contains("create"));
          if (exchange.getRequestURI().getPath().endsWith("experiments/create")) {
            say(exchange, 400, error("RESOURCE_ALREADY_EXISTS", "exists"));
          } else if (exchange.getRequestURI().getPath().endsWith("get-by-name") && !created) {
            say(exchange, 404, error("RESOURCE_DOES_NOT_EXIST", "none"));
          } else if (exchange.getRequestURI().getPath().endsWith("get-by-name")) {
            say(exchange, 200, "{\"experiment\":{\"experiment_id\":\"7\"}}");
          } else {
            say(exchange, 500, "reached " + exchange.getRequestURI().getPath());
          }
        };
    assertThat(later().reason()).contains("reached /api/2.0/mlflow/runs/search");
  }

  @Test
  void silentAndDrippingServersHaveADeadline() throws Exception {
    patience = Duration.ofMillis(700);
    script = _ -> end.await();
    assertThat(later().reason()).contains("did not answer mlflow/experiments/get-by-name within");
    script =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          end.await();
        };
    assertThat(later().reason()).contains("did not answer");
  }

  @Test
  void absentServerIsAway() throws Exception {
    server.stop(0);
    assertThat(later().reason()).contains("could not be asked", "127.0.0.1:" + port());
    try (Mlflow mlflow = new Mlflow(settings(), directory::resolve)) {
      assertThat(mlflow.champion()).isInstanceOf(Mlflow.Standing.Away.class);
      assertThat(mlflow.foreign("1")).isInstanceOf(ForeignModel.Away.class);
      assertThat(mlflow.adopt("1", 1, "v1")).isInstanceOf(Mlflow.Adoption.Away.class);
      assertThat(mlflow.download("v1", "0".repeat(64), directory.resolve("v1")))
          .isInstanceOf(Mlflow.Download.Away.class);
    }
  }

  @Test
  void loginAndPrefixAreSent() throws Exception {
    carry(
        with(
            "/team a/mlflow/".replace(" ", "%20"),
            Optional.of("ann"),
            Optional.of("s:cret"),
            Optional.empty()));
    assertThat(logins).containsOnly("Basic YW5uOnM6Y3JldA==");
    assertThat(requests.element())
        .startsWith("GET /team%20a/mlflow/api/2.0/mlflow/experiments/get-by-name?");
    logins.clear();
    carry(with("", Optional.empty(), Optional.empty(), Optional.of("abc")));
    assertThat(logins).containsOnly("Bearer abc");
    logins.clear();
    carry(settings());
    assertThat(logins).containsOnly("none");
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    script =
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Location", "http://127.0.0.1:" + port() + "/elsewhere?secret=1");
          say(exchange, 302, "");
        };
    Result result = carry(with("", Optional.empty(), Optional.empty(), Optional.of("abc")));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Later.class,
            later ->
                assertThat(later.reason())
                    .contains("sends us on", "/elsewhere;", "MLFLOW_TRACKING_URI")
                    .doesNotContain("secret"));
    assertThat(requests).noneMatch(request -> request.contains("elsewhere"));
  }

  @Test
  void interruptionEndsTheRequest() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    script =
        _ -> {
          asked.countDown();
          end.await();
        };
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread courier =
        Thread.ofVirtual()
            .start(() -> {
              try {
                carry(TestingRecords.settings(URI.create("http://127.0.0.1:" + port())));
              } catch (InterruptedException _) {
                interrupted.countDown();
              }
            });
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    courier.interrupt();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private Result.Later later() throws InterruptedException {
    Result result = carry(settings());
    assertThat(result).isInstanceOf(Result.Later.class);
    return (Result.Later) result;
  }

  private Result carry(MlflowSettings settings) throws InterruptedException {
    try (Mlflow mlflow = new Mlflow(settings, directory::resolve)) {
      return mlflow.carry(
          TestingRecords.message(directory, TestingRecords.run("key", Optional.empty())));
    }
  }

  private MlflowSettings settings() {
    return with("", Optional.empty(), Optional.empty(), Optional.empty());
  }

  private MlflowSettings with(
      String prefix, Optional<String> user, Optional<String> password, Optional<String> token) {
    MlflowSettings names = MlflowSettings.defaults();
    return new MlflowSettings(
        Optional.of(URI.create("http://127.0.0.1:" + port() + prefix)),
        user,
        password,
        token,
        names.model(),
        names.retrainExperiment(),
        names.actionsExperiment(),
        Duration.ofSeconds(20),
        patience);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static String error(String code, String message) {
    return Fields.object().put("error_code", code).put("message", message).toString();
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
