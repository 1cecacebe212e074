package io.evenkeel.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// The way of one request: sends it over the JDK's client and keeps what was sent and what came
/// back, byte for byte, whatever the library above makes of it. Never follows a redirect, as that
/// would hand the key to somebody else, and never reads more than [#LONGEST_BODY] bytes.
///
/// One for each attempt. Written by the thread of the attempt, read by the one that waits for it.
final class RecordingClient implements HttpClient, HttpClientBuilder {
  /// The longest body that is read: an answer has a few hundred bytes.
  static final int LONGEST_BODY = 64 * 1024;

  private final java.net.http.HttpClient client;
  private final Duration timeout;
  private volatile String sent = "";
  private volatile Optional<Reply> reply = Optional.empty();

  /// What came back.
  ///
  /// @param status the HTTP status
  /// @param retryAfter the seconds of the header `Retry-After`, if it has them
  /// @param body the body; cut off after [#LONGEST_BODY] bytes
  /// @param whole whether that is all of it
  record Reply(int status, Optional<Duration> retryAfter, String body, boolean whole) {
    boolean success() {
      return status >= 200 && status < 300;
    }
  }

  RecordingClient(java.net.http.HttpClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /// The body of the request; empty as long as none was made.
  String sent() {
    return sent;
  }

  /// What came back; empty as long as nothing did.
  Optional<Reply> reply() {
    return reply;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    sent = request.body();
    var builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(timeout)
            .method(request.method().name(), BodyPublishers.ofString(sent));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    Reply received;
    try {
      received = receive(client.send(builder.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("given up", e);
    }
    reply = Optional.of(received);
    if (!received.success()) {
      throw new HttpException(received.status(), "HTTP " + received.status());
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(received.status())
        .body(received.body())
        .build();
  }

  private static Reply receive(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
      boolean whole = bytes.length <= LONGEST_BODY;
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("retry-after").flatMap(RecordingClient::seconds),
          new String(bytes, 0, Math.min(bytes.length, LONGEST_BODY), StandardCharsets.UTF_8),
          whole);
    }
  }

  /// A date instead of seconds counts as absent: the budget is too short for one.
  private static Optional<Duration> seconds(String header) {
    return header.matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : Optional.empty();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("answers are not streamed");
  }

  @Override
  public Duration connectTimeout() {
    return timeout;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return timeout;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}
