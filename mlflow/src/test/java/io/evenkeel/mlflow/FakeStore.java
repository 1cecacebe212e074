package io.evenkeel.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a [FakeMlflow] keeps, with the answers of the real server (3.17.2).
final class FakeStore {
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Answer(int status, byte[] body) {}

  static final class Run {
    final SortedMap<String, String> tags = new TreeMap<>();
    final SortedMap<String, String> params = new TreeMap<>();
    final SortedMap<String, String> metrics = new TreeMap<>();
    String status = "RUNNING";
    boolean deleted;
  }

  static final class Version {
    final SortedMap<String, String> tags = new TreeMap<>();
    String source = "";
    String run = "";
    boolean deleted;
  }

  final Map<String, String> experiments = new LinkedHashMap<>();
  final Map<String, Run> runs = new LinkedHashMap<>();
  final Map<String, byte[]> artifacts = new TreeMap<>();
  final List<Version> versions = new ArrayList<>();
  final Map<String, String> aliases = new TreeMap<>();
  final List<String> championMoves = new ArrayList<>();
  boolean modelExists;
  String refusedMetric = "";
  String unlisted = "";
  boolean refusedEnd;
  boolean refusedVersions;
  boolean newestFirst;

  /// A run by its id.
  Run run(String id) {
    return Optional.ofNullable(runs.get(id)).orElseThrow();
  }

  Answer experiment(String name) {
    String state = experiments.get(name);
    if (state == null) {
      return error(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name " + name);
    }
    ObjectNode answer = Fields.object();
    answer
        .putObject("experiment")
        .put("experiment_id", "1")
        .put("name", name)
        .put("lifecycle_stage", state);
    return ok(answer);
  }

  Answer createExperiment(String name) {
    if (experiments.putIfAbsent(name, "active") != null) {
      return error(400, "RESOURCE_ALREADY_EXISTS", "Experiment(name=" + name + ") already exists.");
    }
    return ok(Fields.object().put("experiment_id", "1"));
  }

  Answer searchRuns(String filter) {
    ObjectNode answer = Fields.object();
    ArrayNode found = answer.putArray("runs");
    runs.forEach((id, run) -> {
      if (!run.deleted && filter.contains("= '" + run.tags.get("evenkeel.key") + "'")) {
        found.add(describe(id, run));
      }
    });
    return ok(answer);
  }

  Answer createRun(Fields sent) {
    String id = "run" + (runs.size() + 1);
    Run run = new Run();
    run.tags.putAll(sent.pairs("tags"));
    runs.put(id, run);
    ObjectNode answer = Fields.object();
    answer.set("run", describe(id, run));
    return ok(answer);
  }

  Answer deleteRun(String id) {
    run(id).deleted = true;
    return ok(Fields.object());
  }

  private static ObjectNode describe(String id, Run run) {
    ObjectNode described = Fields.object();
    described
        .putObject("info")
        .put("run_id", id)
        .put("status", run.status)
        .put("artifact_uri", "mlflow-artifacts:/1/" + id + "/artifacts");
    ArrayNode params = described.putObject("data").putArray("params");
    run.params.forEach((key, value) -> params.addObject().put("key", key).put("value", value));
    return described;
  }

  Answer log(Fields sent) {
    Run run = run(sent.text("run_id"));
    if (sent.pairs("metrics").containsKey(refusedMetric)) {
      return error(400, "INVALID_PARAMETER_VALUE", "Invalid metric " + refusedMetric);
    }
    for (Map.Entry<String, String> param : sent.pairs("params").entrySet()) {
      String old = run.params.putIfAbsent(param.getKey(), param.getValue());
      if (old != null && !old.equals(param.getValue())) {
        return error(400, "INVALID_PARAMETER_VALUE", "Changing param values is not allowed.");
      }
    }
    run.tags.putAll(sent.pairs("tags"));
    run.metrics.putAll(sent.pairs("metrics"));
    return ok(Fields.object());
  }

  Answer updateRun(Fields sent) {
    if (refusedEnd) {
      return error(500, "INTERNAL_ERROR", "database is locked");
    }
    run(sent.text("run_id")).status = sent.text("status");
    return ok(Fields.object());
  }

  Answer putArtifact(String path, byte[] content) {
    artifacts.put(path, content);
    return new Answer(200, new byte[0]);
  }

  Answer getArtifact(String path) {
    return artifacts.containsKey(path)
        ? new Answer(200, artifacts.get(path))
        : error(404, "RESOURCE_DOES_NOT_EXIST", "No such artifact: " + path);
  }

  Answer createModel(String name) {
    if (modelExists) {
      return error(400, "RESOURCE_ALREADY_EXISTS", "Registered Model " + name + " already exists.");
    }
    modelExists = true;
    return ok(Fields.object());
  }

  Answer createVersion(Fields sent) {
    if (refusedVersions) {
      return error(400, "INVALID_PARAMETER_VALUE", "Invalid model version source");
    }
    Version version = new Version();
    version.source = sent.text("source");
    version.run = sent.text("run_id");
    version.tags.putAll(sent.pairs("tags"));
    versions.add(version);
    return wrapped(versions.size());
  }

  Answer searchVersions(String filter) {
    ObjectNode answer = Fields.object();
    ArrayNode found = answer.putArray("model_versions");
    for (int number = 1; number <= versions.size(); number++) {
      String digest = versions.get(number - 1).tags.getOrDefault("bundle.sha256", "none");
      boolean fits = !filter.contains("bundle.sha256") || filter.contains("'" + digest + "'");
      if (fits && !versions.get(number - 1).deleted) {
        found.insert(newestFirst ? 0 : found.size(), describe(number));
      }
    }
    return ok(answer);
  }

  Answer version(String number) {
    return has(number)
        ? wrapped(Integer.parseInt(number))
        : error(404, "RESOURCE_DOES_NOT_EXIST", "Model Version not found");
  }

  Answer deleteVersion(String number) {
    versions.get(Integer.parseInt(number) - 1).deleted = true;
    return ok(Fields.object());
  }

  Answer location(String number) {
    return ok(
        Fields.object().put("artifact_uri", versions.get(Integer.parseInt(number) - 1).source));
  }

  Answer tag(Fields sent) {
    versions
        .get(Integer.parseInt(sent.text("version")) - 1)
        .tags
        .put(sent.text("key"), sent.text("value"));
    return ok(Fields.object());
  }

  Answer alias(String alias) {
    if (!modelExists) {
      return error(404, "RESOURCE_DOES_NOT_EXIST", "Registered Model not found");
    }
    return Optional.ofNullable(aliases.get(alias))
        .map(number -> wrapped(Integer.parseInt(number)))
        .orElseGet(() ->
            error(
                400, "INVALID_PARAMETER_VALUE", "Registered model alias " + alias + " not found."));
  }

  Answer point(String alias, String number) {
    if (!has(number)) {
      return error(404, "RESOURCE_DOES_NOT_EXIST", "Model Version not found");
    }
    if (!number.equals(aliases.put(alias, number)) && alias.equals("champion")) {
      championMoves.add(number);
    }
    return ok(Fields.object());
  }

  Answer drop(String alias) {
    aliases.remove(alias);
    return ok(Fields.object());
  }

  /// A version that somebody else registered.
  String foreignVersion(String source) {
    modelExists = true;
    Version version = new Version();
    version.source = source;
    versions.add(version);
    return String.valueOf(versions.size());
  }

  private boolean has(String number) {
    return number.matches("[0-9]+")
        && Integer.parseInt(number) >= 1
        && Integer.parseInt(number) <= versions.size()
        && !versions.get(Integer.parseInt(number) - 1).deleted;
  }

  private Answer wrapped(int number) {
    ObjectNode answer = Fields.object();
    answer.set("model_version", describe(number));
    return ok(answer);
  }

  private ObjectNode describe(int number) {
    Version version = versions.get(number - 1);
    ObjectNode described =
        Fields.object()
            .put("version", String.valueOf(number))
            .put("source", version.source)
            .put("run_id", version.run);
    ArrayNode named = described.putArray("aliases");
    aliases.forEach((alias, other) -> {
      if (other.equals(String.valueOf(number)) && !alias.equals(unlisted)) {
        named.add(alias);
      }
    });
    ArrayNode tags = described.putArray("tags");
    version.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return described;
  }

  static Answer ok(ObjectNode body) {
    return new Answer(200, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Answer error(int status, String code, String message) {
    ObjectNode body = Fields.object().put("error_code", code).put("message", message);
    return new Answer(status, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
