package io.evenkeel.mlflow;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an answer of MLflow means.
final class Answers {
  private static final int LONGEST_QUOTE = 300;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private Answers() {}

  /// @param host the value of the Host header that we sent
  /// @param what the request, for messages
  static Outcome of(HttpResponse<byte[]> response, String host, String what) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Ok(response.body());
    }
    Fields body = Fields.lenient(response.body());
    String code = body.text("error_code");
    String said = quote(response.body(), body);
    String where = "MLflow answered " + status + " to " + what + ": " + said;
    if (status < 400) {
      return new Outcome.Misdirected(
          "%s sends us on from %s to %s; set MLFLOW_TRACKING_URI to where it is (redirects are not followed, so that a login goes nowhere else)"
              .formatted(host, what, target(response)));
    }
    if (status == 403 && said.contains("Invalid Host header")) {
      return new Outcome.HostRefused(
          "MLflow does not accept the host name %s (403 Invalid Host header): start it with --allowed-hosts or MLFLOW_SERVER_ALLOWED_HOSTS that lists %s"
              .formatted(host, host));
    }
    if (status == 401 || status == 403) {
      return new Outcome.Unauthorized(
          where
              + "; check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
              + " MLFLOW_TRACKING_TOKEN, and what that user may do");
    }
    if (status == 429) {
      return new Outcome.RateLimited(where, after(response));
    }
    if (status == 507 || (status >= 500 && isFull(said))) {
      return new Outcome.Full(where + "; make space on the disk of MLflow");
    }
    if (status == 503 && said.contains("Artifact serving is disabled")) {
      return new Outcome.NoArtifactProxy(
          "MLflow does not take artifacts over HTTP; start it with --serve-artifacts");
    }
    if (status >= 500 || status == 408 || status == 425) {
      return new Outcome.Unavailable(where, after(response));
    }
    if (code.equals("RESOURCE_ALREADY_EXISTS") || status == 409) {
      return new Outcome.Exists(where);
    }
    if (code.equals("RESOURCE_DOES_NOT_EXIST")) {
      return new Outcome.Missing(where);
    }
    if (status == 404) {
      return new Outcome.Misdirected(
          where + "; is MLFLOW_TRACKING_URI the address of a tracking server, prefix included?");
    }
    return new Outcome.Rejected(code.isEmpty() ? String.valueOf(status) : code, where);
  }

  private static boolean isFull(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return Stream.of("no space left on device", "database or disk is full", "disk quota exceeded")
        .anyMatch(lower::contains);
  }

  private static String quote(byte[] bytes, Fields body) {
    String message = body.text("message");
    String text = message.isEmpty() ? new String(bytes, StandardCharsets.UTF_8) : message;
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return "nothing";
    }
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
  }

  /// Where a redirect leads, without its query, which may hold a secret.
  private static String target(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .map(location -> location.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//"))
        .orElse("nowhere");
  }

  /// The pause that `Retry-After` asks for, in seconds or as a date on the server's own clock.
  private static Optional<Duration> after(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .flatMap(text ->
            text.strip().matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())))
                : until(text, response.headers().firstValue("Date")))
        .filter(pause -> !pause.isNegative())
        .map(pause -> pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  private static Optional<Duration> until(String date, Optional<String> now) {
    try {
      ZonedDateTime then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return now.map(text ->
          Duration.between(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME), then));
    } catch (DateTimeParseException _) {
      // A pause that cannot be read is a pause that was not named.
      return Optional.empty();
    }
  }
}
