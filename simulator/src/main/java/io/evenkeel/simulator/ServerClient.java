package io.evenkeel.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts JSON to a server over connections that are kept open. Repeats nothing.
///
/// Safe for use by many threads.
final class ServerClient implements AutoCloseable {
  private static final int SHOWN = 200;

  private final HttpClient client;
  private final URI server;
  private final Duration timeout;
  private final String token;

  /// What came of a request.
  sealed interface Reply {
    /// Any 2xx.
    record Answered(String body) implements Reply {}

    /// Anything else.
    ///
    /// @param kind the status, or a word for what went wrong
    /// @param detail more of it
    record Failed(String kind, String detail) implements Reply {}
  }

  /// @param token shown with every request; empty for none
  ServerClient(URI server, Duration timeout, String token) {
    this.token = token;
    this.server = server;
    this.timeout = timeout;
    // HTTP/2 would offer an upgrade with every first request; our server speaks HTTP/1.1.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  Reply post(String path, byte[] body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    CompletableFuture<HttpResponse<String>> future =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      // Waiting here, unlike the request's own timeout, also covers a body that never ends.
      HttpResponse<String> response = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return response.statusCode() / 100 == 2
          ? new Reply.Answered(response.body())
          : new Reply.Failed(Integer.toString(response.statusCode()), shortened(response.body()));
    } catch (TimeoutException _) {
      future.cancel(true);
      return new Reply.Failed("timeout", "no answer within " + timeout);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Reply.Failed(cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
