package io.evenkeel.mlflow;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Requests to one MLflow server, each with a deadline for its whole answer. A login goes to the
/// tracking address only: redirects are not followed and no proxy is used.
///
/// Safe for use by many threads.
final class MlflowHttp implements AutoCloseable {
  private static final String API = "/api/2.0/";
  private static final long LARGEST_JSON = 64L << 20;
  private static final long LARGEST_ARTIFACT = 1L << 30;
  private static final int UPLOADED_EACH_SECOND = 1 << 20;
  private static final int DOWNLOAD_TIMEOUTS = 6;

  private final HttpClient client;
  private final String base;
  private final String authority;
  private final Duration timeout;
  private final Optional<String> authorization;

  /// @param trust a client whose trust in certificates is set up; its other properties are set here
  MlflowHttp(MlflowSettings settings, HttpClient.Builder trust) {
    URI uri =
        settings
            .trackingUri()
            .orElseThrow(() -> new IllegalArgumentException("MLFLOW_TRACKING_URI is not set"));
    this.base = uri.getScheme() + "://" + uri.getRawAuthority() + prefix(uri);
    this.authority = uri.getRawAuthority();
    this.timeout = settings.requestTimeout();
    this.authorization = authorization(settings);
    this.client =
        trust
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  private static String prefix(URI uri) {
    return Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("/+$", "");
  }

  private static Optional<String> authorization(MlflowSettings settings) {
    return settings
        .token()
        .map(token -> "Bearer " + token)
        .or(() ->
            settings
                .username()
                .flatMap(name -> settings.password().map(password -> name + ":" + password))
                .map(login ->
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8))));
  }

  /// Where the server is: host and port.
  String authority() {
    return authority;
  }

  /// Asks for JSON.
  ///
  /// @param path below the prefix of the interface, for instance `mlflow/runs/get`
  Outcome get(String path, SequencedMap<String, String> query) throws InterruptedException {
    String asked =
        query.entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .collect(Collectors.joining("&", "?", ""));
    return send(to(path + asked).GET().build(), path, timeout, LARGEST_JSON);
  }

  /// Sends JSON.
  ///
  /// @param method POST, PATCH or DELETE
  Outcome send(String method, String path, ObjectNode body) throws InterruptedException {
    HttpRequest request =
        to(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()))
            .build();
    return send(request, path, timeout, LARGEST_JSON);
  }

  /// Stores an artifact.
  ///
  /// @param path its path in the store
  Outcome put(String path, byte[] content) throws InterruptedException {
    HttpRequest request =
        to(artifact(path))
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(content))
            .build();
    // The deadline covers the upload, which takes its time where the bundle is large.
    Duration upload = Duration.ofSeconds(content.length / UPLOADED_EACH_SECOND);
    return send(request, "PUT of " + path, timeout.plus(upload), LARGEST_JSON);
  }

  /// Fetches an artifact.
  ///
  /// @param path its path in the store
  Outcome fetch(String path) throws InterruptedException {
    return send(to(artifact(path)).GET().build(), "GET of " + path, timeout, LARGEST_ARTIFACT);
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + API + path));
    authorization.ifPresent(login -> request.setHeader("Authorization", login));
    return request;
  }

  private static String artifact(String path) {
    return "mlflow-artifacts/artifacts/"
        + Stream.of(path.split("/")).map(MlflowHttp::encode).collect(Collectors.joining("/"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Outcome send(HttpRequest request, String what, Duration patience, long largest)
      throws InterruptedException {
    CountDownLatch headers = new CountDownLatch(1);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            _ -> {
              headers.countDown();
              return BodySubscribers.limiting(BodySubscribers.ofByteArray(), largest);
            });
    try {
      return Answers.of(await(answer, headers, patience, largest), authority, what);
    } catch (TimeoutException e) {
      return away("did not answer " + what + " within " + patience);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        return away("could not be asked (" + what + "): " + said(failure));
      }
      throw new IllegalStateException("the request " + what + " broke", e);
    } finally {
      answer.cancel(true);
    }
  }

  /// The client's own deadline ends with the headers; this one covers the body.
  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer,
      CountDownLatch headers,
      Duration patience,
      long largest)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (headers.getCount() > 0 || largest == LARGEST_JSON) {
        throw e;
      }
      // An artifact that is under way may be large.
      return answer.get(patience.multipliedBy(DOWNLOAD_TIMEOUTS).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Outcome.Unavailable away(String reason) {
    return new Outcome.Unavailable("MLflow at " + authority + " " + reason, Optional.empty());
  }

  private static String said(IOException failure) {
    String name = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
