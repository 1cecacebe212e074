package io.evenkeel.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in who may come in. A page of the web can neither read the console nor drive it: it cannot
/// call it by a name of its own, gets no leave to read an answer, and cannot send JSON without
/// asking for leave, which nobody gives.
final class Door extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final Rooms rooms;
  private final boolean loopbackOnly;
  private final Optional<byte[]> token;

  /// @param rooms what is behind it
  /// @param loopbackOnly whether callers must call by a name of loopback
  /// @param token what callers must show; empty where nobody need show anything
  Door(Rooms rooms, boolean loopbackOnly, Optional<String> token) {
    this.rooms = rooms;
    this.loopbackOnly = loopbackOnly;
    this.token = token.map(secret -> secret.getBytes(UTF_8));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = answer(request);
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    headers.put("Content-Security-Policy", answer.policy());
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    answer.headers().forEach(headers::put);
    if (answer.status() >= 400 && !request.getMethod().equals("GET")) {
      // Its body may not have been read, and then the connection ends with the answer: say so, or
      // the next request on it is lost.
      headers.put(HttpHeader.CONNECTION, "close");
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private Answer answer(Request request) {
    try {
      return enter(request);
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "invalid", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.getMethod(), Request.getPathInContext(request), e);
      return Answer.error(500, "internal_error", "the console failed; see the log of the process");
    }
  }

  private Answer enter(Request request) {
    String host = header(request, "Host");
    if (loopbackOnly && !isLoopback(host)) {
      return Answer.error(
          421,
          "misdirected_request",
          "this listens on loopback only: call it as localhost, 127.0.0.1 or [::1]");
    }
    if (!showsToken(request)) {
      return Answer.error(
              401, "unauthorized", "this needs EVENKEEL_TOKEN, as a bearer token or a password")
          .with("WWW-Authenticate", "Basic realm=\"evenkeel\", charset=\"UTF-8\"");
    }
    String path = Request.getPathInContext(request);
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> rooms.get(path);
      case "POST" -> post(request, path, host);
      default ->
          Answer.error(405, "method_not_allowed", "this takes GET, HEAD and POST")
              .with("Allow", "GET, HEAD, POST");
    };
  }

  private Answer post(Request request, String path, String host) {
    if (!isOwnPage(request, host)) {
      return Answer.error(
          403, "foreign_page", "a page of another site may not tell the agent anything");
    }
    if (!isJson(header(request, "Content-Type"))) {
      return Answer.error(
          415,
          "unsupported_media_type",
          "send the body as JSON with the header Content-Type: application/json");
    }
    return rooms.post(path, Body.of(request));
  }

  /// Whether the request comes from a page of the console, or from no page at all. A browser says
  /// where from, and no page can make it say otherwise.
  private static boolean isOwnPage(Request request, String host) {
    String site = header(request, "Sec-Fetch-Site");
    String origin = header(request, "Origin");
    return (site.isEmpty() || OWN_SITE.contains(site))
        && (origin.isEmpty()
            || origin.equals("http://" + host)
            || origin.equals("https://" + host));
  }

  private boolean showsToken(Request request) {
    if (token.isEmpty()) {
      return true;
    }
    String[] shown = header(request, "Authorization").strip().split(" +", 2);
    if (shown.length < 2) {
      return false;
    }
    return switch (shown[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> MessageDigest.isEqual(shown[1].getBytes(UTF_8), token.get());
      case "basic" -> MessageDigest.isEqual(password(shown[1]), token.get());
      default -> false;
    };
  }

  /// The password of a user of any name, as browsers send it.
  private static byte[] password(String encoded) {
    try {
      String login = new String(Base64.getDecoder().decode(encoded), UTF_8);
      return login.substring(login.indexOf(':') + 1).getBytes(UTF_8);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static String header(Request request, String name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
  }

  private static boolean isLoopback(String header) {
    try {
      String host = new HostPort(header).getHost();
      String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      // A literal is never looked up: whoever answers for a name must have no say here.
      return host.equalsIgnoreCase("localhost")
          || InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
