package io.evenkeel.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A local server in place of a vendor: judges each request by the vendor's rules, answers what the
/// vendor would, and remembers all of it. Answers that are scripted come first.
final class TestingVendor implements AutoCloseable {
  /// What was asked.
  record Asked(String path, Map<String, List<String>> headers, String body, Answer answer) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  /// What is answered.
  record Answer(int status, String body, Map<String, String> headers) {
    static Answer of(int status, String body) {
      return new Answer(status, body, Map.of());
    }

    static Answer retryAfter(int status, String value) {
      return new Answer(status, "slow down", Map.of("Retry-After", value));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<Asked, Answer> rules;
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// @param rules what the vendor answers; `answer` of what was asked is to be ignored
  TestingVendor(Function<Asked, Answer> rules) {
    this.rules = rules;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// One that is content with everything.
  static TestingVendor content() {
    return new TestingVendor(_ -> Answer.of(200, "ok"));
  }

  /// Answers this before the rules are asked again.
  synchronized void next(Answer answer) {
    script.add(answer);
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /// What was taken.
  List<JsonNode> taken() {
    return asked.stream().filter(each -> each.answer().status() < 300).map(Asked::json).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString();
      Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
      Answer answer = judge(new Asked(path, headers, body, Answer.of(0, "")));
      asked.add(new Asked(path, headers, body, answer));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private synchronized Answer judge(Asked request) {
    return script.isEmpty() ? rules.apply(request) : script.remove();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
