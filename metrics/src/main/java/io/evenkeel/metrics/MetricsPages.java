package io.evenkeel.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two pages of [MetricsServer].
final class MetricsPages extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPages.class);
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final PrometheusRegistry registry;
  private final Supplier<Health> health;
  private final boolean loopbackOnly;
  private final ExpositionFormatWriter writer = PrometheusTextFormatWriter.create();

  /// @param registry what is shown at `/metrics`
  /// @param health what is shown at `/health`
  /// @param loopbackOnly whether callers must call by a name of loopback: no page of the web may
  ///   reach it by a name that it points here
  MetricsPages(PrometheusRegistry registry, Supplier<Health> health, boolean loopbackOnly) {
    this.registry = registry;
    this.health = health;
    this.loopbackOnly = loopbackOnly;
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes on their way out, handed over
  private record Page(int status, String contentType, byte[] body) {
    static Page plain(int status, String line) {
      return new Page(status, PLAIN, (line + "\n").getBytes(UTF_8));
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Page page = page(request);
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.body().length);
    if (page.status() == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
    }
    response.write(true, ByteBuffer.wrap(page.body()), callback);
    return true;
  }

  private Page page(Request request) {
    if (loopbackOnly && !callsLoopback(request)) {
      return Page.plain(
          421, "this listens on loopback only: call it as localhost, 127.0.0.1 or [::1]");
    }
    String path = Request.getPathInContext(request);
    if (!path.equals("/metrics") && !path.equals("/health")) {
      return Page.plain(404, "there is nothing at this path: try /metrics or /health");
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      return Page.plain(405, "this path takes GET, HEAD");
    }
    try {
      return path.equals("/health") ? health() : metrics();
    } catch (RuntimeException | IOException e) {
      LOG.error("{} failed", path, e);
      return Page.plain(500, "this failed; see the log of the process");
    }
  }

  private Page metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
    writer.write(out, registry.scrape());
    return new Page(200, writer.getContentType(), out.toByteArray());
  }

  private Page health() {
    Health now = health.get();
    String json =
        String.format(
            Locale.ROOT,
            "{\"status\":\"%s\",\"silent_seconds\":%.3f,\"allowed_seconds\":%.3f}",
            now.up() ? "up" : "silent",
            now.silence().toMillis() / 1e3,
            now.allowed().toMillis() / 1e3);
    return new Page(now.up() ? 200 : 503, "application/json", json.getBytes(UTF_8));
  }

  private static boolean callsLoopback(Request request) {
    String header = request.getHeaders().get(HttpHeader.HOST);
    if (header == null) {
      return false;
    }
    try {
      String host = new HostPort(header).getHost();
      String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      // A literal is never looked up: whoever answers for a name must have no say here.
      return host.equalsIgnoreCase("localhost")
          || InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
