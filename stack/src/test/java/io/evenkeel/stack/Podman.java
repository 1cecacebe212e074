package io.evenkeel.stack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The container engine, set up so that it works as root on a machine without systemd, by files of
/// its own: those of the machine stay as they are.
final class Podman {
  private static final Path SCRIPTS = Tools.repository().resolve("stack/src/test/containers");

  private final Path podman;
  private final Path directory;
  private final Map<String, String> environment;

  private Podman(Path podman, Path directory, Map<String, String> environment) {
    this.podman = podman;
    this.directory = directory;
    this.environment = environment;
  }

  /// Finds the engine and what it needs; skips the test where something is missing.
  ///
  /// @param directory takes the configuration
  static Podman in(Path directory) throws IOException {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "containers are built and run as root only; the test is not");
    Path podman = Tools.installed("podman");
    Stream.of("buildah", "runc", "debootstrap", "iptables", "podman-compose")
        .forEach(Tools::installed);
    Path engine = directory.resolve("containers.conf");
    Files.writeString(engine, "[containers]\ndefault_ulimits = []\n[engine]\nruntime = \"runc\"\n");
    Path registries = directory.resolve("registries.conf");
    Files.writeString(registries, "unqualified-search-registries = [\"docker.io\"]\n");
    return new Podman(
        podman,
        directory,
        Map.of(
            "CONTAINERS_CONF", engine.toString(),
            "CONTAINERS_REGISTRIES_CONF", registries.toString()));
  }

  /// The variables with which programs that call it must run.
  Map<String, String> environment() {
    return environment;
  }

  /// Runs a command of podman and gives what it printed; fails the test when it fails.
  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(podman.toString()));
    command.addAll(List.of(arguments));
    return OutsideProgram.run(command, environment, directory);
  }

  /// Whether a command of podman ends well.
  boolean succeeds(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(podman.toString()));
    command.addAll(List.of(arguments));
    return OutsideProgram.succeeds(command, environment, directory);
  }

  /// Makes local images under the names of public ones, as nothing can be pulled here. Those that
  /// are there already are left as they are.
  ///
  /// @param images `kind=name` as the script tells
  void makeStandIns(String... images) throws IOException, InterruptedException {
    Path tools = Tools.prepared("mlflow").resolveSibling(".").normalize();
    Tools.installed("prometheus");
    List<String> command =
        new ArrayList<>(
            List.of(
                SCRIPTS.resolve("stand-ins").toString(),
                tools.toString(),
                System.getProperty("java.home"),
                "debian=docker.io/library/debian:bookworm-slim"));
    command.addAll(List.of(images));
    OutsideProgram.run(command, environment, directory);
  }

  /// Builds the image of the Dockerfile with the Maven repository of this machine, offline; what it
  /// writes there is thrown away.
  void build(String image) throws IOException, InterruptedException {
    run(
        "build",
        "--format=docker",
        "--pull=never",
        "--layers=false",
        "--force-rm",
        "--tag=" + image,
        "--build-arg=MAVEN_FLAGS=-o",
        "--volume=" + Path.of(System.getProperty("user.home"), ".m2") + ":/root/.m2:O",
        Tools.repository().toString());
  }

  /// Removes what a project of compose left: its containers, volumes and network.
  void removeProject(String project) throws IOException, InterruptedException {
    String mine = "label=io.podman.compose.project=" + project;
    for (String container : lines(run("ps", "-a", "--quiet", "--filter", mine))) {
      succeeds("rm", "--force", "--time=2", "--volumes", container);
    }
    for (String volume : lines(run("volume", "ls", "--quiet", "--filter", mine))) {
      succeeds("volume", "rm", "--force", volume);
    }
    succeeds("network", "rm", "--force", project + "_default");
  }

  /// What it printed besides its own log.
  static List<String> lines(String printed) {
    return printed.lines().filter(line -> !line.isBlank() && !line.startsWith("time=")).toList();
  }
}
