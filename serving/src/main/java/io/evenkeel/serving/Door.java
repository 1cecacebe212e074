package io.evenkeel.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leads each request to its endpoint, or says why not. Nothing that an endpoint does escapes as
/// anything but an answer.
final class Door extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String RETRY_SECONDS = "2";

  private final Map<String, Room> rooms;
  private final Optional<byte[]> token;
  private final boolean loopbackOnly;
  private final ServingMetrics metrics;

  /// @param rooms by path
  /// @param token what callers must show at a guarded path; empty where nobody need show anything
  /// @param loopbackOnly whether callers must call the server by a name of loopback: no page of the
  ///   web may reach it by a name that it points here
  /// @param metrics counts the answers
  Door(
      Map<String, Room> rooms,
      Optional<String> token,
      boolean loopbackOnly,
      ServingMetrics metrics) {
    this.loopbackOnly = loopbackOnly;
    this.metrics = metrics;
    this.rooms = Map.copyOf(rooms);
    this.token = token.map(secret -> secret.getBytes(UTF_8));
  }

  /// What is behind one path.
  ///
  /// @param guarded whether the token is needed
  /// @param method GET or POST
  /// @param endpoint what happens
  record Room(boolean guarded, String method, Endpoint endpoint) {
    /// The methods that may be used; who may GET may also ask for the HEAD.
    Set<String> allowed() {
      return method.equals("GET") ? new TreeSet<>(Set.of("GET", "HEAD")) : Set.of(method);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answer answer = answer(request);
    String path = Request.getPathInContext(request);
    // Whoever makes up paths must not make up labels.
    metrics.answered(rooms.containsKey(path) ? path : "other", answer.status());
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    answer.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private Answer answer(Request request) {
    try {
      return enter(request);
    } catch (Refusal.Refused e) {
      Refusal refusal = e.refusal();
      return switch (refusal.status()) {
        case 503 -> Answer.of(refusal, "Retry-After", RETRY_SECONDS);
        // The rest of the body may still be on its way, or never come.
        case 408, 413 -> Answer.of(refusal, "Connection", "close");
        default -> Answer.of(refusal);
      };
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.getMethod(), Request.getPathInContext(request), e);
      return Answer.of(Refusal.plain(500, "internal_error", "the server failed; see its log"));
    }
  }

  private Answer enter(Request request) {
    if (loopbackOnly && !callsLoopback(request)) {
      return Answer.of(
          Refusal.plain(
              421,
              "misdirected_request",
              "this server listens on loopback only: call it as localhost, 127.0.0.1 or [::1]"));
    }
    Room room = rooms.get(Request.getPathInContext(request));
    if (room == null) {
      return Answer.of(Refusal.plain(404, "not_found", "there is nothing at this path"));
    }
    Set<String> allowed = room.allowed();
    if (!allowed.contains(request.getMethod())) {
      String methods = String.join(", ", allowed);
      return Answer.of(
          Refusal.plain(405, "method_not_allowed", "this path takes " + methods), "Allow", methods);
    }
    if (room.guarded() && !showsToken(request)) {
      return Answer.of(
          Refusal.plain(
              401,
              "unauthorized",
              "this path needs the header Authorization: Bearer with the server's EVENKEEL_TOKEN"),
          "WWW-Authenticate",
          "Bearer");
    }
    return room.endpoint().answer(request);
  }

  private static boolean callsLoopback(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return host != null && LoopbackName.isNamedBy(host);
  }

  private boolean showsToken(Request request) {
    if (token.isEmpty()) {
      return true;
    }
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    String prefix = "Bearer ";
    if (header == null || !header.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return false;
    }
    byte[] shown = header.substring(prefix.length()).strip().getBytes(UTF_8);
    return MessageDigest.isEqual(shown, token.get());
  }
}
