package io.evenkeel.llm;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A local server that speaks the Messages API and chat completions as it is told to, one step for
/// each request; the last step is repeated.
final class ScriptedModel implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  /// A request as it came.
  record Request(String path, String key, String authorization, String version, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    /// The evidence that the Messages API was given.
    JsonNode evidence() {
      return JSON.readTree(json().at("/messages/0/content/0/text").asString());
    }
  }

  /// What the server does about one request.
  @FunctionalInterface
  interface Step {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  ScriptedModel(Step... script) {
    steps.addAll(List.of(script));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
  }

  List<Request> requests() {
    return requests;
  }

  Request only() {
    if (requests.size() != 1) {
      throw new AssertionError("there were " + requests.size() + " requests");
    }
    return requests.getFirst();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            String.valueOf(headers.getFirst("x-api-key")),
            String.valueOf(headers.getFirst("authorization")),
            String.valueOf(headers.getFirst("anthropic-version")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Step step;
    synchronized (steps) {
      step = steps.size() > 1 ? steps.remove() : steps.element();
    }
    try (exchange) {
      step.answer(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers with a status and a body.
  static Step status(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.getResponseHeaders().set("content-type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// Answers as the Messages API does.
  static Step message(String stopReason, String... texts) {
    return status(200, messageBody(stopReason, texts));
  }

  static String messageBody(String stopReason, String... texts) {
    ObjectNode message =
        JSON.createObjectNode()
            .put("id", "msg_01")
            .put("type", "message")
            .put("role", "assistant")
            .put("model", "claude-haiku-4-5-20251001")
            .put("stop_reason", stopReason);
    message.putNull("stop_sequence");
    var content = message.putArray("content");
    for (String text : texts) {
      content.addObject().put("type", "text").put("text", text);
    }
    message.putObject("usage").put("input_tokens", 900).put("output_tokens", 60);
    return message.toString();
  }

  /// Answers as chat completions do.
  static Step completion(String finishReason, String text) {
    ObjectNode completion =
        JSON.createObjectNode()
            .put("id", "chatcmpl-1")
            .put("object", "chat.completion")
            .put("created", 1)
            .put("model", "local");
    ObjectNode choice =
        completion
            .putArray("choices")
            .addObject()
            .put("index", 0)
            .put("finish_reason", finishReason);
    choice.putObject("message").put("role", "assistant").put("content", text);
    return status(200, completion.toString());
  }

  /// A good answer's text.
  static String decision(String decision, String confidence, String reasoning) {
    return "{\"decision\":\"%s\",\"confidence\":%s,\"reasoning\":\"%s\"}"
        .formatted(decision, confidence, reasoning);
  }

  /// Takes the request and says nothing.
  Step hang() {
    return _ -> end.await();
  }

  /// Sends the headers and then one byte of the body now and then, without an end.
  Step drip() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      while (!end.await(50, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      }
    };
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
