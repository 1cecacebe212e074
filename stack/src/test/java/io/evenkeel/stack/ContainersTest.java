package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds the image, runs the stack of docker-compose.yml in containers, and drives it from outside
/// with scripts/run_demo.sh. Base images that cannot be pulled are stood in for; Grafana's cannot
/// be had at all, so its container is left out.
class ContainersTest {
  private static final Path ROOT = Tools.repository();
  private static final String NAME = "evenkeel-test-" + ProcessHandle.current().pid();
  private static final String IMAGE = "localhost/" + NAME + ":latest";
  private static final List<String> SERVICES =
      List.of("server", "monitor", "agent-runner", "mlflow-server", "prometheus");

  @TempDir private Path directory;

  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private Podman podman;

  @BeforeEach
  void buildTheImage() throws IOException, InterruptedException {
    podman = Podman.in(directory);
    ComposeFile compose = ComposeFile.read(ROOT.resolve("docker-compose.yml"));
    podman.makeStandIns(
        "maven=docker.io/library/maven:3.9-eclipse-temurin-25",
        "mlflow=" + compose.service("mlflow-server").image(),
        "prometheus=docker.io/" + compose.service("prometheus").image());
    podman.build(IMAGE);
  }

  @AfterEach
  void removeWhatWasMade() throws IOException, InterruptedException {
    if (podman != null) {
      podman.removeProject(NAME);
      podman.succeeds("rmi", "--force", IMAGE);
    }
  }

  @Test
  void theStackRepairsAFestivalInContainers() throws IOException, InterruptedException {
    startTheStack();

    String told = demo();

    assertThat(told)
        .contains("the agent has decided", "1 retrain", "another version serves than v1")
        .contains("runs in upi_fraud_retrain", "runs in upi_fraud_agent_actions")
        .contains("decision:retrain  = 1");
    assertThat(podman.run("logs", container("agent-runner")))
        .contains("Decision: RETRAIN", "Action taken: promoted");
    for (String service : SERVICES) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() ->
              assertThat(podman.succeeds("healthcheck", "run", container(service)))
                  .as("health check of %s", service)
                  .isTrue());
    }
    ourContainersMayWriteOnlyWhereTheyShould();
    javaStartsFromItsCache();
    aStoppedServerEndsWell();
  }

  private void startTheStack() throws IOException, InterruptedException {
    String text = Files.readString(ROOT.resolve("docker-compose.yml"));
    for (int port : List.of(8000, 5000, 9090)) {
      ports.put(String.valueOf(port), Tools.freePort());
      text = text.replace("127.0.0.1:" + port + ":", "127.0.0.1:" + ports.get("" + port) + ":");
    }
    text =
        text.replaceAll("(?m)^  (build|pull_policy):.*$", "")
            .replaceAll("(?m)^  image: localhost/.*$", "  image: " + IMAGE)
            .replace("./prometheus:", ROOT.resolve("prometheus") + ":");
    Files.writeString(directory.resolve("docker-compose.yml"), text);
    Files.copy(ROOT.resolve(".env.example"), directory.resolve(".env"));
    List<String> up =
        new ArrayList<>(
            List.of(Tools.installed("podman-compose").toString(), "-p", NAME, "up", "-d"));
    up.addAll(SERVICES);
    OutsideProgram.run(up, podman.environment(), directory);
  }

  /// Runs the script as a person does, with the client of this build.
  private String demo() throws IOException, InterruptedException {
    Path client = directory.resolve("evenkeel");
    Files.writeString(
        client,
        "#!/bin/sh\nexec '%s/bin/java' --enable-native-access=ALL-UNNAMED -cp '%s' io.evenkeel.cli.Main \"$@\"\n"
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment =
        Map.of(
            "SERVER_URL",
            "http://127.0.0.1:" + ports.get("8000"),
            "MLFLOW_URL",
            "http://127.0.0.1:" + ports.get("5000"),
            "PROMETHEUS_URL",
            "http://127.0.0.1:" + ports.get("9090"),
            "DEMO_CLIENT",
            client.toString(),
            "DEMO_HOME",
            directory.resolve("demo").toString(),
            "EVENKEEL_TOKEN",
            ComposeFile.environment(directory.resolve(".env"), false).get("EVENKEEL_TOKEN"));
    return OutsideProgram.run(
        List.of(ROOT.resolve("scripts/run_demo.sh").toString(), "--inject", "--without-grafana"),
        environment,
        directory);
  }

  private void ourContainersMayWriteOnlyWhereTheyShould() throws IOException, InterruptedException {
    for (String service : List.of("server", "monitor", "agent-runner")) {
      assertThat(podman.run("exec", container(service), "id", "-u").strip()).isEqualTo("10001");
      assertThat(podman.succeeds("exec", container(service), "touch", "/opt/evenkeel/x", "/x"))
          .as("%s writes to its root", service)
          .isFalse();
      podman.run("exec", container(service), "touch", "/data/x", "/tmp/x");
    }
  }

  private void javaStartsFromItsCache() throws IOException, InterruptedException {
    // With this mode Java does not start where the cache cannot be used; of single pieces of it
    // that
    // it does without, it only warns.
    assertThat(
            Podman.lines(
                podman.run(
                    "exec",
                    "--env",
                    "EVENKEEL_JAVA_OPTS=-XX:AOTMode=on",
                    container("server"),
                    "evenkeel",
                    "--version")))
        .last()
        .asString()
        .startsWith("evenkeel ");
  }

  private void aStoppedServerEndsWell() throws IOException, InterruptedException {
    podman.run("stop", "--time=20", container("server"));
    // 143: it ended by itself at SIGTERM; it would be 137 had it been killed.
    assertThat(
            Podman.lines(
                podman.run("inspect", "--format", "{{.State.ExitCode}}", container("server"))))
        .containsExactly("143");
  }

  private static String container(String service) {
    return NAME + "_" + service + "_1";
  }
}
