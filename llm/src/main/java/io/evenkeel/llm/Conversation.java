package io.evenkeel.llm;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a language model within one deadline, and once more when the first attempt failed by no
/// fault of its own: no connection, timeout, 429, 5xx.
///
/// Each attempt runs in a virtual thread that is interrupted when its time is up, since the
/// timeouts of HTTP clients end with the headers and a body may drip for ever.
final class Conversation {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LEAST_ATTEMPT = Duration.ofSeconds(1);

  private final LlmSettings settings;
  private final HttpClient client;

  /// What came of it.
  ///
  /// @param request the body of the last request, as it was sent
  /// @param response the body of the answer; empty unless it came with a status of success
  /// @param reading what was made of it
  record Outcome(String request, String response, Reading reading) {}

  private record Attempt(Outcome outcome, Optional<Duration> again) {}

  Conversation(LlmSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.attemptTimeout())
            .build();
  }

  /// Asks.
  ///
  /// @throws InterruptedException when the asker is interrupted; the request is given up
  Outcome ask(Prompt prompt) throws InterruptedException {
    long end = System.nanoTime() + settings.budget().toNanos();
    Attempt last = attempt(prompt, shorter(settings.attemptTimeout(), until(end)));
    for (int retry = 0; retry < settings.retries() && last.again().isPresent(); retry++) {
      Duration pause = last.again().get();
      if (until(end).compareTo(pause.plus(least())) < 0) {
        break;
      }
      Thread.sleep(pause);
      last = attempt(prompt, shorter(settings.attemptTimeout(), until(end)));
    }
    return last.outcome();
  }

  private Attempt attempt(Prompt prompt, Duration timeout) throws InterruptedException {
    RecordingClient recorder = new RecordingClient(client, timeout);
    FutureTask<String> task =
        new FutureTask<>(() -> model(recorder, timeout).chat(request(prompt)).modelName());
    Thread.ofVirtual().name("llm-attempt").start(task);
    Optional<Throwable> failure = Optional.empty();
    try {
      task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      task.cancel(true);
      return timedOut(recorder, timeout);
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      failure = Optional.of(e.getCause() == null ? e : e.getCause());
    }
    // What came back is judged by our own checks, also where the library could not read it.
    if (recorder.reply().isPresent()) {
      return judged(recorder.sent(), recorder.reply().get(), prompt);
    }
    return failure.filter(thrown -> caused(thrown, HttpTimeoutException.class)).isPresent()
        ? timedOut(recorder, timeout)
        : unreachable(recorder, failure);
  }

  private Attempt judged(String sent, RecordingClient.Reply reply, Prompt prompt) {
    if (!reply.success()) {
      Reading.Faulty fault = fault(reply.status());
      boolean again = !fault.code().equals("rejected");
      // The body of a refused request may quote the key.
      return new Attempt(
          new Outcome(sent, "", fault),
          again ? Optional.of(reply.retryAfter().orElse(PAUSE)) : Optional.empty());
    }
    if (!reply.whole()) {
      return done(
          sent,
          "",
          new Reading.Faulty(
              "malformed",
              "the answer is longer than %d bytes".formatted(RecordingClient.LONGEST_BODY)));
    }
    String body =
        settings.apiKey().map(key -> reply.body().replace(key, "(key)")).orElse(reply.body());
    return done(sent, body, AnswerReader.read(settings.provider(), body, prompt.choices()));
  }

  private static Reading.Faulty fault(int status) {
    if (status == 429) {
      return new Reading.Faulty("rate_limited", "HTTP 429: too many requests");
    }
    if (status >= 500) {
      return new Reading.Faulty(
          "server_error",
          "HTTP %d: %s".formatted(status, status == 529 ? "overloaded" : "the server failed"));
    }
    String hint =
        switch (status) {
          case 401, 403 -> "the key was not accepted";
          case 404 -> "the model or the address does not exist";
          default -> "the request was not accepted";
        };
    return new Reading.Faulty("rejected", "HTTP %d: %s".formatted(status, hint));
  }

  private static Attempt done(String sent, String response, Reading reading) {
    return new Attempt(new Outcome(sent, response, reading), Optional.empty());
  }

  private static Attempt timedOut(RecordingClient recorder, Duration timeout) {
    return failed(
        recorder,
        "timeout",
        "no whole answer within %d ms".formatted(timeout.toMillis()),
        Optional.of(PAUSE));
  }

  /// The message of the exception stays out: it may quote the request or the address.
  private static Attempt unreachable(RecordingClient recorder, Optional<Throwable> failure) {
    boolean network = failure.filter(thrown -> caused(thrown, IOException.class)).isPresent();
    String remark =
        network
            ? "the connection could not be made, or broke"
            : "the request could not be made (%s)"
                .formatted(failure.map(e -> e.getClass().getSimpleName()).orElse("no answer"));
    return failed(recorder, "unreachable", remark, network ? Optional.of(PAUSE) : Optional.empty());
  }

  private static Attempt failed(
      RecordingClient recorder, String code, String remark, Optional<Duration> again) {
    return new Attempt(new Outcome(recorder.sent(), "", new Reading.Faulty(code, remark)), again);
  }

  private static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private ChatModel model(RecordingClient recorder, Duration timeout) {
    return switch (settings.provider()) {
      case ANTHROPIC -> {
        var builder =
            AnthropicChatModel.builder()
                .httpClientBuilder(recorder)
                .apiKey(settings.apiKey().orElseThrow())
                .modelName(settings.model())
                .maxTokens(settings.maxTokens())
                .timeout(timeout)
                .maxRetries(0);
        settings.baseUrl().map(URI::toString).ifPresent(builder::baseUrl);
        yield builder.build();
      }
      case OPENAI -> {
        var builder =
            OpenAiChatModel.builder()
                .httpClientBuilder(recorder)
                .modelName(settings.model())
                .maxCompletionTokens(settings.maxTokens())
                .strictJsonSchema(true)
                .timeout(timeout)
                .maxRetries(0);
        settings.apiKey().ifPresent(builder::apiKey);
        settings.baseUrl().map(URI::toString).ifPresent(builder::baseUrl);
        yield builder.build();
      }
    };
  }

  /// Limits of numbers and lengths are not part of what a provider's schemas can say; they are
  /// checked when the answer is read.
  private static ChatRequest request(Prompt prompt) {
    JsonObjectSchema answer =
        JsonObjectSchema.builder()
            .addEnumProperty("decision", PromptWriter.names(prompt.choices()))
            .addNumberProperty("confidence")
            .addStringProperty("reasoning")
            .required("decision", "confidence", "reasoning")
            .additionalProperties(false)
            .build();
    return ChatRequest.builder()
        .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.evidence()))
        .responseFormat(
            ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name("decision").rootElement(answer).build())
                .build())
        .build();
  }

  private Duration least() {
    return shorter(LEAST_ATTEMPT, settings.attemptTimeout());
  }

  private static Duration until(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
