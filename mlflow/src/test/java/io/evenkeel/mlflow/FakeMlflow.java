package io.evenkeel.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The part of an MLflow server that we use, in memory. It can die at any request, before or after
/// it did what was asked.
final class FakeMlflow implements AutoCloseable {
  private static final String API = "/api/2.0/";

  final FakeStore store = new FakeStore();
  final List<String> requests = new ArrayList<>();
  private final HttpServer server;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private int deathAt = -1;
  private boolean afterTheDeed;
  private String slow = "";
  private Optional<Fields> held = Optional.empty();

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Hangs up on the request with this number, from 0, and on all that follow; never when negative.
  ///
  /// @param done whether it does what that request asked first
  synchronized void dieAt(int request, boolean done) {
    requests.clear();
    deathAt = request;
    afterTheDeed = done;
  }

  /// Hangs up on the next request of this kind and does it only when it is asked for once more,
  /// right before that: after whatever search came between.
  ///
  /// @param path `runs/create` or `model-versions/create`
  synchronized void beSlowAt(String path) {
    slow = path;
  }

  synchronized int count() {
    return requests.size();
  }

  /// A failed handler makes the server hang up without an answer.
  private static final class Death extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath().substring(API.length());
    boolean dies = deathAt >= 0 && requests.size() >= deathAt;
    boolean does = !dies || (afterTheDeed && requests.size() == deathAt);
    requests.add(exchange.getRequestMethod() + " " + path);
    if (!does) {
      throw new Death();
    }
    if (!slow.isEmpty() && path.endsWith(slow)) {
      if (held.isEmpty()) {
        held = Optional.of(Fields.lenient(body));
        throw new Death();
      }
      FakeStore.Answer late =
          slow.startsWith("runs") ? store.createRun(held.get()) : store.createVersion(held.get());
      if (late.status() != 200) {
        throw new IllegalStateException("the slow request failed");
      }
      slow = "";
    }
    FakeStore.Answer answer = answer(exchange, path, body);
    if (dies) {
      throw new Death();
    }
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer.body());
    }
  }

  private FakeStore.Answer answer(HttpExchange exchange, String path, byte[] body) {
    String artifacts = "mlflow-artifacts/artifacts/";
    if (path.startsWith(artifacts)) {
      String name = path.substring(artifacts.length());
      return exchange.getRequestMethod().equals("PUT")
          ? store.putArtifact(name, body)
          : store.getArtifact(name);
    }
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    Fields sent = Fields.lenient(body);
    return switch (exchange.getRequestMethod() + " " + path.substring("mlflow/".length())) {
      case "GET experiments/get-by-name" ->
          store.experiment(query.getOrDefault("experiment_name", ""));
      case "POST experiments/create" -> store.createExperiment(sent.text("name"));
      case "POST runs/search" -> store.searchRuns(sent.text("filter"));
      case "POST runs/create" -> store.createRun(sent);
      case "POST runs/delete" -> store.deleteRun(sent.text("run_id"));
      case "POST runs/log-batch" -> store.log(sent);
      case "POST runs/update" -> store.updateRun(sent);
      case "POST registered-models/create" -> store.createModel(sent.text("name"));
      case "POST model-versions/create" -> store.createVersion(sent);
      case "GET model-versions/search" -> store.searchVersions(query.getOrDefault("filter", ""));
      case "DELETE model-versions/delete" -> store.deleteVersion(sent.text("version"));
      case "GET model-versions/get" -> store.version(query.getOrDefault("version", ""));
      case "GET model-versions/get-download-uri" ->
          store.location(query.getOrDefault("version", ""));
      case "POST model-versions/set-tag" -> store.tag(sent);
      case "GET registered-models/alias" -> store.alias(query.getOrDefault("alias", ""));
      case "POST registered-models/alias" -> store.point(sent.text("alias"), sent.text("version"));
      case "DELETE registered-models/alias" -> store.drop(sent.text("alias"));
      default -> FakeStore.error(500, "INTERNAL_ERROR", "the fake has no " + path);
    };
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] sides = pair.split("=", 2);
      query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
