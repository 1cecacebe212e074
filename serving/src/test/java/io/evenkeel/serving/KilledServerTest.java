package io.evenkeel.serving;

import static io.evenkeel.serving.PredictTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerTest {
  private static final int CALLERS = 8;
  private static final int ANSWERS = 1_000;

  @TempDir Path directory;

  @Test
  void killNineUnderTrafficLosesNoAnsweredPrediction() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> answered = ConcurrentHashMap.newKeySet();
    try (BufferedReader output = child.inputReader();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = Integer.parseInt(output.readLine());
      CountDownLatch enough = new CountDownLatch(ANSWERS);
      List<Future<?>> calls = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        String prefix = caller + "-";
        calls.add(callers.submit(() -> postUntilKilled(port, prefix, answered, enough)));
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      child.toHandle().destroyForcibly();
      for (Future<?> call : calls) {
        call.get(10, TimeUnit.SECONDS);
      }
    } finally {
      child.destroyForcibly();
    }

    Set<String> logged = new HashSet<>();
    for (Event.Prediction row :
        new EventReader(directory, RunningServer.SCHEMA)
            .predictions(Optional.of("v1"), Instant.MIN, Instant.MAX)) {
      logged.add(row.transactionId());
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(ANSWERS);
    assertThat(logged).containsAll(answered);
  }

  private static void postUntilKilled(
      int port, String prefix, Set<String> answered, CountDownLatch enough) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; ; i++) {
        String id = prefix + i;
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(with("transaction_id", "\"" + id + "\"")))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        answered.add(id);
        enough.countDown();
      }
    } catch (IOException e) {
      // The server is dead, as it should be by now.
      assertThat(enough.getCount()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /// The real server in a process of its own; prints its port.
  static final class Child {
    private Child() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
      RunningServer running = new RunningServer(Path.of(arguments[0]));
      System.out.println(running.server.port());
      // Until it is killed: the threads of a server do not keep a process alive.
      new CountDownLatch(1).await();
      running.close();
    }
  }
}
