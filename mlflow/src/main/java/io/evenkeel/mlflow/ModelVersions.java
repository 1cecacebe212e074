package io.evenkeel.mlflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/// The versions and aliases of one registered model. Aliases are read by their own endpoint only:
/// what a search says of them is empty in some releases of MLflow.
///
/// @param api the server
/// @param model the name of the registered model
record ModelVersions(MlflowApi api, String model) {
  private static final String ALIAS = "registered-models/alias";

  /// Finds the version that is our bundle; the first one, should there be more.
  Optional<RegisteredVersion> find(String name, String digest)
      throws CallFailed, InterruptedException {
    return all(name, digest).stream().findFirst();
  }

  /// The versions that are our bundle, oldest first. There is more than one when the server was so
  /// slow to make the first that we asked again.
  List<RegisteredVersion> all(String name, String digest) throws CallFailed, InterruptedException {
    if (!digest.matches("[0-9a-f]{1,64}")) {
      throw new IllegalArgumentException("not a digest: " + digest);
    }
    String filter = " and tags.`" + RegisteredVersion.DIGEST + "` = '" + digest + "'";
    return search(filter).stream()
        .filter(version -> version.is(name, digest))
        .sorted(Comparator.comparingLong(RegisteredVersion::order))
        .toList();
  }

  /// The highest sequence of a move that any version carries, but for one move.
  long highestSequence(long except) throws CallFailed, InterruptedException {
    return search("").stream()
        .mapToLong(version -> version.number(RegisteredVersion.SEQUENCE))
        .filter(sequence -> sequence != except)
        .max()
        .orElse(0);
  }

  /// MLflow's number of the newest bundle that we call so.
  Optional<String> latest(String name) throws CallFailed, InterruptedException {
    List<RegisteredVersion> named =
        search("").stream()
            .filter(version -> version.tag(RegisteredVersion.NAME).equals(Optional.of(name)))
            .sorted(Comparator.comparingLong(RegisteredVersion::order))
            .toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> digest = named.getLast().tag(RegisteredVersion.DIGEST);
    return named.stream()
        .filter(version -> version.tag(RegisteredVersion.DIGEST).equals(digest))
        .findFirst()
        .map(RegisteredVersion::number);
  }

  private List<RegisteredVersion> search(String more) throws CallFailed, InterruptedException {
    String filter = "name = '" + model.replace("'", "''") + "'" + more;
    List<RegisteredVersion> found = new ArrayList<>();
    String page = "";
    do {
      Fields answer =
          api.get(
              "model-versions/search", "filter", filter, "max_results", "200", "page_token", page);
      answer.items("model_versions").forEach(item -> found.add(RegisteredVersion.of(item)));
      page = answer.text("next_page_token");
    } while (!page.isEmpty());
    return found;
  }

  /// A version by MLflow's number.
  Optional<RegisteredVersion> get(String number) throws CallFailed, InterruptedException {
    return api.find("model-versions/get", "name", model, "version", number)
        .map(answer -> RegisteredVersion.of(answer.at("model_version")));
  }

  /// The address from which a version is loaded.
  String location(String number) throws CallFailed, InterruptedException {
    return api.get("model-versions/get-download-uri", "name", model, "version", number)
        .text("artifact_uri");
  }

  /// Makes a version, and the registered model before its first.
  RegisteredVersion create(String source, String run, SortedMap<String, String> tags)
      throws CallFailed, InterruptedException {
    api.create("registered-models/create", Fields.object().put("name", model));
    ObjectNode body = Fields.object().put("name", model).put("source", source).put("run_id", run);
    body.set("tags", Batches.tags(tags));
    return RegisteredVersion.of(api.post("model-versions/create", body).at("model_version"));
  }

  /// Deletes a version.
  void delete(String number) throws CallFailed, InterruptedException {
    api.delete("model-versions/delete", Fields.object().put("name", model).put("version", number));
  }

  /// Whether any alias names a version, as far as the server says: of ours it is asked one by one.
  boolean isNamed(String number) throws CallFailed, InterruptedException {
    boolean named =
        api.find("model-versions/get", "name", model, "version", number)
            .filter(answer -> !answer.items("model_version", "aliases").isEmpty())
            .isPresent();
    for (String alias : ChampionAlias.ALL) {
      named |= alias(alias).filter(version -> version.number().equals(number)).isPresent();
    }
    return named;
  }

  /// Sets a tag of a version.
  void tag(String number, String key, String value) throws CallFailed, InterruptedException {
    api.post(
        "model-versions/set-tag",
        Fields.object()
            .put("name", model)
            .put("version", number)
            .put("key", key)
            .put("value", Batches.cut(value, 5000)));
  }

  /// The version that an alias names, if any.
  Optional<RegisteredVersion> alias(String alias) throws CallFailed, InterruptedException {
    return api.find(ALIAS, "name", model, "alias", alias)
        .map(answer -> RegisteredVersion.of(answer.at("model_version")));
  }

  /// Points an alias at a version.
  void point(String alias, String number) throws CallFailed, InterruptedException {
    api.post(ALIAS, Fields.object().put("name", model).put("alias", alias).put("version", number));
  }

  /// Removes an alias.
  void drop(String alias) throws CallFailed, InterruptedException {
    api.delete(ALIAS, Fields.object().put("name", model).put("alias", alias));
  }
}
