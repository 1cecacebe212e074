package io.evenkeel.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The Kubernetes manifests of the repository.
final class Manifests {
  static final Path DIRECTORY = Tools.repository().resolve("deploy/kubernetes");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Manifests() {}

  /// The files that hold objects of Kubernetes: all but the list for kustomize.
  static List<Path> files() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(String name) {
    return YAML.readTree(DIRECTORY.resolve(name));
  }

  /// The deployments, in the order of their ports.
  static List<JsonNode> deployments() {
    return Stream.of("server.yaml", "monitor.yaml", "agent.yaml").map(Manifests::read).toList();
  }

  static List<JsonNode> pods() {
    return deployments().stream().map(each -> each.at("/spec/template/spec")).toList();
  }

  static List<JsonNode> containers() {
    return pods().stream().flatMap(pod -> pod.path("containers").valueStream()).toList();
  }

  /// The texts under a name, of each item of a list.
  static List<String> texts(JsonNode list, String name) {
    return list.valueStream().map(item -> item.path(name).asString()).toList();
  }
}
