package io.evenkeel.serving;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The answers that Jetty gives by itself, in the form of all others: HTTP that cannot be read, a
/// request that came while the server stops. They repeat nothing and tell nothing of the inside.
final class JsonErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(body(code)), callback);
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  private static byte[] body(int status) {
    String reason = HttpStatus.getMessage(status);
    return Json.write(
        Refusal.plain(status, reason.toLowerCase(Locale.ROOT).replace(' ', '_'), reason));
  }
}
