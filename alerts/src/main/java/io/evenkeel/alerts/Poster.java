package io.evenkeel.alerts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Posts JSON. No redirect is followed, and no request takes longer than its time, from connecting
/// to the last byte of the answer. Addresses may be secrets: nothing that this class says or throws
/// names one.
///
/// Safe for use by many threads.
final class Poster implements AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final HttpClient client;
  private final Duration timeout;
  private final Clock clock;

  /// @param timeout how long one request may take
  /// @param clock the present, against which a date in `Retry-After` is read
  Poster(Duration timeout, Clock clock) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
    this.timeout = timeout;
    this.clock = clock;
  }

  /// Posts a document.
  ///
  /// @throws InterruptedException when the process is ending
  Reply post(Address address, String json) throws InterruptedException {
    return post(address, json, Map.of());
  }

  /// Posts a document with further headers.
  ///
  /// @throws InterruptedException when the process is ending
  Reply post(Address address, String json, Map<String, String> headers)
      throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer;
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address.uri())
              .timeout(timeout)
              .header("Content-Type", "application/json; charset=utf-8")
              .header("User-Agent", "evenkeel")
              .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
      address.authorization().ifPresent(value -> request.header("Authorization", value));
      headers.forEach(request::header);
      answer = client.sendAsync(request.build(), _ -> new FirstBytes());
    } catch (IllegalArgumentException e) {
      // The message of the exception may hold the address.
      return new Reply.Unanswered("the request cannot be made; check the address in the settings");
    }
    try {
      // The timeout of the request does not cover the body of the answer; this one does.
      HttpResponse<String> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return new Reply.Answered(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").flatMap(this::pause));
    } catch (TimeoutException _) {
      return new Reply.Unanswered("no answer within " + timeout);
    } catch (ExecutionException e) {
      return new Reply.Unanswered(why(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  /// What went wrong. Messages of exceptions may name the host, and so are left out.
  private String why(@Nullable Throwable trouble) {
    return switch (trouble) {
      case HttpConnectTimeoutException _ -> "no connection within " + timeout;
      case HttpTimeoutException _ -> "no answer within " + timeout;
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          "the name of the host is not known";
      case ConnectException _ -> "no connection";
      case SSLException _ -> "no secure connection";
      case IOException _ -> "the connection broke";
      case null -> "no answer";
      default -> "the request failed: " + trouble.getClass().getName();
    };
  }

  /// The pause that `Retry-After` asks for, in seconds or as a date.
  private Optional<Duration> pause(String value) {
    String asked = value.strip();
    if (asked.matches("\\d+")) {
      return Optional.of(
          asked.length() > 9 ? LONGEST_PAUSE : bounded(Duration.ofSeconds(Long.parseLong(asked))));
    }
    try {
      Instant date = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(clock.instant(), date)));
    } catch (DateTimeException _) {
      // What cannot be read asks for nothing.
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /// Ends what is under way.
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
