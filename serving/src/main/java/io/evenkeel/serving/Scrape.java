package io.evenkeel.serving;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/// `GET /metrics` in the text format of Prometheus.
final class Scrape implements Endpoint {
  private final PrometheusRegistry registry;
  private final ExpositionFormatWriter writer = PrometheusTextFormatWriter.create();

  Scrape(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Answer answer(Request request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("metrics could not be written to memory", e);
    }
    return new Answer(200, writer.getContentType(), out.toByteArray(), Map.of());
  }
}
