package io.evenkeel.alerts;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Keeps the beginning of an answer and reads the rest away, so that no answer can fill the memory.
///
/// Owned by the client's thread of one exchange.
final class FirstBytes implements HttpResponse.BodySubscriber<String> {
  private static final int KEPT = 4_096;

  private final CompletableFuture<String> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  @Override
  public CompletionStage<String> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(KEPT - kept.size(), buffer.remaining())];
      buffer.get(bytes);
      kept.writeBytes(bytes);
    }
  }

  @Override
  public void onError(Throwable trouble) {
    whole.completeExceptionally(trouble);
  }

  @Override
  public void onComplete() {
    whole.complete(kept.toString(StandardCharsets.UTF_8));
  }
}
