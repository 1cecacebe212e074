package io.evenkeel.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that scores nothing but keeps what it is sent.
final class TestingServer implements AutoCloseable {
  final Map<String, JsonNode> rows = new ConcurrentHashMap<>();
  final Map<String, Long> rowTimes = new ConcurrentHashMap<>();
  final Map<String, Boolean> labels = new ConcurrentHashMap<>();
  final Map<String, Long> labelTimes = new ConcurrentHashMap<>();
  final List<String> paths = new CopyOnWriteArrayList<>();
  final List<String> credentials = new CopyOnWriteArrayList<>();

  /// Whether rows of even hours are flagged.
  volatile boolean flagging;

  private final AtomicInteger predictions = new AtomicInteger();
  private final HttpServer server;
  private final IntFunction<Integer> status;
  private final int labelStatus;

  /// @param status the status of the n-th request for a prediction, from 1
  /// @param labelStatus the status of every post of labels
  TestingServer(IntFunction<Integer> status, int labelStatus) throws IOException {
    this.status = status;
    this.labelStatus = labelStatus;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/predict", this::predict);
    server.createContext("/labels", this::label);
    server.start();
  }

  static TestingServer healthy() throws IOException {
    return new TestingServer(_ -> 200, 200);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// A row that was sent.
  JsonNode row(String id) {
    return Optional.ofNullable(rows.get(id)).orElseThrow();
  }

  private void predict(HttpExchange exchange) throws IOException {
    keepCredentials(exchange);
    JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
    paths.add(exchange.getRequestURI().getPath());
    int code = status.apply(predictions.incrementAndGet());
    if (code != 200) {
      answer(exchange, code, JsonMapper.shared().createObjectNode().put("error", "no"));
      return;
    }
    if (body.isArray()) {
      ObjectNode scores = JsonMapper.shared().createObjectNode();
      ArrayNode list = scores.putArray("predictions");
      body.forEach(row -> list.add(score(row)));
      answer(exchange, code, scores);
    } else {
      answer(exchange, code, score(body));
    }
  }

  private ObjectNode score(JsonNode row) {
    String id = row.get("transaction_id").stringValue();
    rows.put(id, row);
    rowTimes.put(id, System.nanoTime());
    return JsonMapper.shared()
        .createObjectNode()
        .put("transaction_id", id)
        .put("fraud_probability", .25)
        .put("is_fraud", flagging && row.get("hour").intValue() % 2 == 0)
        .put("decision_threshold", .4)
        .put("model_version", "v1");
  }

  private void keepCredentials(HttpExchange exchange) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    credentials.add(shown == null ? "" : shown);
  }

  private void label(HttpExchange exchange) throws IOException {
    keepCredentials(exchange);
    for (JsonNode label : JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes())) {
      String id = label.get("transaction_id").stringValue();
      labels.put(id, label.get("is_fraud").booleanValue());
      labelTimes.put(id, System.nanoTime());
    }
    answer(exchange, labelStatus, JsonMapper.shared().createObjectNode());
  }

  private static void answer(HttpExchange exchange, int code, JsonNode body) throws IOException {
    byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
    exchange.sendResponseHeaders(code, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
