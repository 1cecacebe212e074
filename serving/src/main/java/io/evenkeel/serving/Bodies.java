package io.evenkeel.serving;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads the bodies of requests up to a size.
final class Bodies {
  private final int maxBytes;

  Bodies(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// The whole body of a request that must be JSON.
  ///
  /// @throws Refusal.Refused when it is no JSON by its type, too large, or does not arrive
  byte[] json(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (!isJson(type == null ? "" : type)) {
      throw Refusal.plain(
              415,
              "unsupported_media_type",
              "send the body as JSON with the header Content-Type: application/json")
          .asException();
    }
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        throw tooLarge();
      }
      return body;
    } catch (IOException e) {
      throw new Refusal.Refused(notArrived(e));
    }
  }

  private RuntimeException tooLarge() {
    return Refusal.tooLarge("body_too_large", "the body is larger than " + maxBytes + " bytes")
        .asException();
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
  }

  /// Tells a client that fell silent from one that speaks broken HTTP.
  private static Refusal notArrived(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException
          || (cause instanceof HttpException http && http.getCode() == 408)) {
        return Refusal.plain(408, "request_timeout", "the body did not arrive in time");
      }
    }
    return Refusal.plain(400, "body_not_read", "the body could not be read to its end");
  }
}
