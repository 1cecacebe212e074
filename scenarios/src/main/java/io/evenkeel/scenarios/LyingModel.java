package io.evenkeel.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A language model, as a server on this machine, that gives bad advice in good form, good advice
/// in bad form, and nonsense, in turn.
final class LyingModel implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final List<String> LIES =
      List.of(
          "{\"decision\":\"RETRAIN\",\"confidence\":0.99,\"reasoning\":\"Retrain at once.\"}",
          "{\"decision\":\"OK\",\"confidence\":1.0,\"reasoning\":\"All is well.\"}",
          "{\"decision\":\"ROLLBACK\",\"confidence\":0.97,\"reasoning\":\"Go back.\"}",
          "{\"decision\":\"ALERT\",\"confidence\":7,\"reasoning\":\"Quite sure.\"}",
          "{\"decision\":\"DELETE\",\"confidence\":0.9,\"reasoning\":\"Begin anew.\"}",
          "I am afraid that I cannot put this into JSON.");

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  private LyingModel(HttpServer server) {
    this.server = server;
  }

  /// Starts one on a free port.
  static LyingModel start() {
    try {
      LyingModel model =
          new LyingModel(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      model.server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              exchange.getRequestBody().readAllBytes();
              byte[] body = model.answer().getBytes(UTF_8);
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            }
          });
      model.server.start();
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a language model for the drill", e);
    }
  }

  /// The section of the settings that lets this model decide.
  String settings() {
    return settings("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The section of the settings that lets a model at an address decide.
  static String settings(String address) {
    return """
    reasoner:
      mode: llm
      llm:
        api-key: of-a-drill
        base-url: %s/v1
    """
        .formatted(address);
  }

  private String answer() {
    ObjectNode message = JSON.createObjectNode();
    message.put("id", "msg_" + asked).put("type", "message").put("role", "assistant");
    message.put("model", "claude-haiku-4-5").put("stop_reason", "end_turn");
    message
        .putArray("content")
        .addObject()
        .put("type", "text")
        .put("text", LIES.get(asked.getAndIncrement() % LIES.size()));
    message.putObject("usage").put("input_tokens", 1).put("output_tokens", 1);
    return JSON.writeValueAsString(message);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
