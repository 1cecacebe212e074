package io.evenkeel.serving;

import io.evenkeel.events.Event.RejectionRule;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What the server counts. Safe for use by many threads.
final class ServingMetrics {
  private static final int DIGEST_CHARACTERS = 12;

  private final CounterDataPoint fraud;
  private final CounterDataPoint legit;
  private final Map<RejectionRule, CounterDataPoint> rejections =
      new EnumMap<>(RejectionRule.class);
  private final Histogram latency;
  private final Histogram score;
  private final Info loaded;
  private final Gauge counting;
  private final Counter reloads;
  private final Counter labels;
  private final Counter requests;

  ServingMetrics(PrometheusRegistry registry) {
    Counter predictions =
        Counter.builder()
            .name("predictions_total")
            .help("Transactions scored and logged, by what was answered.")
            .labelNames("outcome")
            .register(registry);
    fraud = predictions.labelValues("fraud");
    legit = predictions.labelValues("legit");
    Counter rejected =
        Counter.builder()
            .name("prediction_rejections_total")
            .help("Transactions refused, by the rule that was broken; a refused batch counts each.")
            .labelNames("rule")
            .register(registry);
    for (RejectionRule rule : RejectionRule.values()) {
      rejections.put(rule, rejected.labelValues(rule.name()));
    }
    latency =
        Histogram.builder()
            .name("prediction_latency_seconds")
            .help("Time from the arrival of a request for predictions to its answer.")
            .classicOnly()
            .classicUpperBounds(
                .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5)
            .register(registry);
    score =
        Histogram.builder()
            .name("prediction_score")
            .help("The fraud probabilities that were answered.")
            .classicOnly()
            .classicUpperBounds(.01, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99)
            .register(registry);
    loaded =
        Info.builder()
            .name("model_loaded_info")
            .help("The version that answers and the beginning of its digest.")
            .labelNames("version", "digest")
            .register(registry);
    counting =
        Gauge.builder()
            .name("model_rows_counted")
            .help("1 while the rows that are served are counted for the watch, else 0.")
            .register(registry);
    reloads =
        Counter.builder()
            .name("model_reloads_total")
            .help("Changes of the model that were loaded, refused, or could not be looked for.")
            .labelNames("result")
            .register(registry);
    for (String result : new String[] {"loaded", "refused", "failed"}) {
      reloads.initLabelValues(result);
    }
    labels =
        Counter.builder()
            .name("labels_received_total")
            .help("Labels accepted and logged.")
            .register(registry);
    requests =
        Counter.builder()
            .name("http_requests_total")
            .help("Requests answered, by path (other: no path of ours) and HTTP status.")
            .labelNames("path", "status")
            .register(registry);
    // A counter that begins at its first error hides that error from a rate.
    for (String path : new String[] {"/predict", "/predict/batch", "/labels"}) {
      for (String status : new String[] {"200", "422", "500", "503"}) {
        requests.initLabelValues(path, status);
      }
    }
  }

  void predicted(double probability, boolean isFraud) {
    (isFraud ? fraud : legit).inc();
    score.observe(probability);
  }

  void answered(long nanos) {
    latency.observe(nanos / 1e9);
  }

  void answered(String path, int status) {
    requests.labelValues(path, String.valueOf(status)).inc();
  }

  void rejected(RejectionRule rule, int count) {
    Objects.requireNonNull(rejections.get(rule)).inc(count);
  }

  void loaded(ServedModel model) {
    String digest = model.digest();
    loaded.setLabelValues(
        model.version(), digest.substring(0, Math.min(DIGEST_CHARACTERS, digest.length())));
  }

  void counted(boolean now) {
    counting.set(now ? 1 : 0);
  }

  void reloaded(String result) {
    reloads.labelValues(result).inc();
  }

  void labelled(int count) {
    labels.inc(count);
  }
}
