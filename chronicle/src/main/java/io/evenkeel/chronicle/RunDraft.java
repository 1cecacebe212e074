package io.evenkeel.chronicle;

import io.evenkeel.mlflow.MlflowRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A run that is being put together. What is not known is left out. Owned by one thread.
final class RunDraft {
  private static final int LONGEST = 4000;

  private final SortedMap<String, String> params = new TreeMap<>();
  private final SortedMap<String, Double> metrics = new TreeMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();
  private final List<MlflowRecord.Artifact> artifacts = new ArrayList<>();

  RunDraft param(String name, Object value) {
    String text = String.valueOf(value);
    if (!text.isEmpty()) {
      params.put(name, text);
    }
    return this;
  }

  RunDraft metric(String name, double value) {
    if (Double.isFinite(value)) {
      metrics.put(safe(name), value);
    }
    return this;
  }

  RunDraft seconds(String name, Duration took) {
    return metric(name, took.toNanos() / 1e9);
  }

  RunDraft tag(String name, String value) {
    if (!value.isEmpty()) {
      tags.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
    }
    return this;
  }

  RunDraft artifact(String path, String text) {
    artifacts.add(new MlflowRecord.Artifact(path, text));
    return this;
  }

  MlflowRecord.Run run(
      String key,
      String experiment,
      String name,
      Instant started,
      Instant ended,
      boolean succeeded,
      Optional<MlflowRecord.NewVersion> version) {
    return new MlflowRecord.Run(
        key,
        experiment,
        name,
        started,
        ended,
        succeeded,
        params,
        metrics,
        tags,
        artifacts,
        version);
  }

  /// A name of a metric as MLflow takes it.
  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9_./ -]", "_");
  }
}
