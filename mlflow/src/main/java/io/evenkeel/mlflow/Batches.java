package io.evenkeel.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a run says, in portions that MLflow takes: at most 1000 metrics, 100 parameters, 100 tags
/// and 1 MB at once. Names lose what MLflow does not allow in them, and values that are too long
/// are cut and say so.
final class Batches {
  private static final int METRICS = 1000;
  private static final int PAIRS = 100;
  private static final int CHARACTERS = 200_000;
  private static final int LONGEST_KEY = 250;
  private static final int LONGEST_PARAM = 6000;
  private static final int LONGEST_TAG = 5000;

  private final String run;
  private final List<ObjectNode> bodies = new ArrayList<>();

  private Batches(String run) {
    this.run = run;
  }

  /// The bodies of the requests.
  ///
  /// @param present the parameters that need not be sent again
  static List<ObjectNode> of(
      String run,
      SortedMap<String, String> params,
      Set<String> present,
      SortedMap<String, String> tags,
      SortedMap<String, Double> metrics,
      Instant time) {
    Batches batches = new Batches(run);
    SortedMap<String, String> fresh = new TreeMap<>();
    params.forEach((key, value) -> {
      if (!present.contains(key(key))) {
        fresh.put(key, value);
      }
    });
    batches.addPairs("params", fresh, LONGEST_PARAM);
    batches.addPairs("tags", tags, LONGEST_TAG);
    batches.addMetrics(metrics, time);
    return batches.bodies;
  }

  /// The list of tags that a new run or version is made with.
  static ArrayNode tags(SortedMap<String, String> tags) {
    ArrayNode list = Fields.object().putArray("tags");
    tags.forEach((key, value) -> put(list, key, value, LONGEST_TAG));
    return list;
  }

  private void addPairs(String kind, SortedMap<String, String> pairs, int longest) {
    ArrayNode list = start(kind);
    int characters = 0;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      if (list.size() == PAIRS || characters > CHARACTERS) {
        list = start(kind);
        characters = 0;
      }
      characters += put(list, pair.getKey(), pair.getValue(), longest);
    }
    dropEmpty(list);
  }

  private void addMetrics(SortedMap<String, Double> metrics, Instant time) {
    ArrayNode list = start("metrics");
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (list.size() == METRICS) {
        list = start("metrics");
      }
      // The same time in every attempt: a metric that is sent twice is then kept once.
      list.addObject()
          .put("key", key(metric.getKey()))
          .put("value", metric.getValue())
          .put("timestamp", time.toEpochMilli())
          .put("step", 0);
    }
    dropEmpty(list);
  }

  private ArrayNode start(String kind) {
    ObjectNode body = Fields.object().put("run_id", run);
    bodies.add(body);
    return body.putArray(kind);
  }

  private void dropEmpty(ArrayNode last) {
    if (last.isEmpty()) {
      bodies.removeLast();
    }
  }

  private static int put(ArrayNode list, String key, String value, int longest) {
    String cut = cut(value, longest);
    list.addObject().put("key", key(key)).put("value", cut);
    return cut.length();
  }

  /// MLflow takes letters, digits and `_-. :/` in names.
  static String key(String name) {
    String allowed = name.replaceAll("[^\\p{L}\\p{N}_\\-. :/]", "_");
    return allowed.length() > LONGEST_KEY ? allowed.substring(0, LONGEST_KEY) : allowed;
  }

  static String cut(String value, int longest) {
    if (value.length() <= longest) {
      return value;
    }
    String note = "... (cut, had " + value.length() + " characters)";
    int end = longest - note.length();
    // Half of a pair of surrogates is no character.
    return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end)
        + note;
  }
}
