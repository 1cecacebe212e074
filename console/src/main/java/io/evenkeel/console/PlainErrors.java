package io.evenkeel.console;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The answers that Jetty gives by itself, in the form of all others. They repeat nothing and tell
/// nothing of the inside.
final class PlainErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    Answer answer = Answer.error(code, "http", HttpStatus.getMessage(code));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    response.getHeaders().put("Content-Security-Policy", answer.policy());
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }
}
