package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.app.Durations;
import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the files of deployment say, held against the program.
class DeploymentFilesTest {
  /// Read by the command line and the launcher instead of the settings.
  private static final Set<String> OF_THE_LAUNCHER = Set.of("EVENKEEL_HOME", "EVENKEEL_JAVA_OPTS");

  @Test
  void everyVariableIsASetting() {
    Set<String> named = new HashSet<>();
    named.addAll(Manifests.read("settings.yaml").path("data").propertyNames());
    named.addAll(Manifests.read("secret.example.yaml").path("stringData").propertyNames());
    for (JsonNode container : Manifests.containers()) {
      named.addAll(Manifests.texts(container.path("env"), "name"));
    }

    assertThat(named).contains("EVENKEEL_TOKEN", "EVENKEEL_HOME").allMatch(this::known);
  }

  @Test
  void everyVariableInTheGuideIsASettingOrThePlatforms() throws IOException {
    String guide = Files.readString(Tools.repository().resolve("docs/deployment.md"));
    List<String> named =
        Pattern.compile("\\b(?:EVENKEEL|MLFLOW|AGENT|ANTHROPIC|SLACK|PAGERDUTY)_[A-Z_]+\\b")
            .matcher(guide)
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();

    assertThat(named).contains("EVENKEEL_TOKEN", "MLFLOW_TRACKING_URI").allMatch(this::known);
  }

  @Test
  void everyCommandIsOneOfTheProgram() {
    for (JsonNode container : Manifests.containers()) {
      assertParses(container.path("args").valueStream().map(JsonNode::asString).toList());
    }
    String start = json("railway.json").at("/deploy/startCommand").asString();
    List<String> commands =
        Pattern.compile("evenkeel ([^&\"]+)")
            .matcher(start)
            .results()
            .map(match -> match.group(1).strip().replace("$PORT", "8000"))
            .toList();
    assertThat(commands).hasSize(2);
    commands.forEach(command -> assertParses(List.of(command.split(" "))));
  }

  @Test
  void portsProbesAndReferencesFitTogether() {
    Set<String> ports = new HashSet<>();
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode container : Manifests.containers()) {
      ports.addAll(Manifests.texts(container.path("ports"), "name"));
      container.path("ports").forEach(port -> numbers.add(port.path("containerPort").asInt()));
      for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        Stream.of("httpGet", "tcpSocket")
            .map(way -> container.path(probe).path(way))
            .filter(JsonNode::isObject)
            .forEach(way ->
                assertThat(Manifests.texts(container.path("ports"), "name"))
                    .contains(way.path("port").asString()));
      }
    }
    assertThat(numbers).containsExactly(Settings.defaults().server().port(), 8001, 8002);
    assertThat(ports)
        .containsExactlyInAnyOrderElementsOf(
            Manifests.texts(
                Manifests.read("pod-monitor.yaml").at("/spec/podMetricsEndpoints"), "port"));
    for (JsonNode pod : Manifests.pods()) {
      JsonNode container = pod.at("/containers/0");
      assertThat(Manifests.texts(pod.path("volumes"), "name"))
          .containsAll(Manifests.texts(container.path("volumeMounts"), "name"));
      assertThat(Manifests.texts(container.path("volumeMounts"), "mountPath"))
          .contains(container.at("/env/0/value").asString());
      assertThat(pod.at("/volumes/0/persistentVolumeClaim/claimName").asString())
          .isEqualTo(Manifests.read("volume.yaml").at("/metadata/name").asString());
      assertThat(container.at("/envFrom/0/configMapRef/name").asString())
          .isEqualTo(Manifests.read("settings.yaml").at("/metadata/name").asString());
      assertThat(container.at("/envFrom/1/secretRef/name").asString())
          .isEqualTo(Manifests.read("secret.example.yaml").at("/metadata/name").asString());
    }
  }

  @Test
  void oneReplicaWhileTheLedgerIsEmbedded() {
    for (JsonNode deployment : Manifests.deployments()) {
      JsonNode spec = deployment.path("spec");
      assertThat(spec.path("replicas").asInt()).isEqualTo(1);
      assertThat(spec.at("/strategy/type").asString()).isEqualTo("Recreate");
      assertThat(spec.at("/selector/matchLabels")).isEqualTo(spec.at("/template/metadata/labels"));
      assertThat(spec.at("/template/spec/enableServiceLinks").asBoolean(true)).isFalse();
      assertThat(spec.at("/template/spec/securityContext/runAsUser").asInt()).isEqualTo(10001);
    }
  }

  @Test
  void noOtherProcessTakesPredictionsOffTheService() {
    for (JsonNode pod : Manifests.pods()) {
      assertThat(pod.path("containers")).hasSize(1);
    }
    JsonNode server = labels("server.yaml");
    assertThat(Manifests.read("service.yaml").at("/spec/selector"))
        .isEqualTo(server)
        .isNotEqualTo(labels("monitor.yaml"))
        .isNotEqualTo(labels("agent.yaml"));
    assertThat(Manifests.texts(Manifests.read("service.yaml").at("/spec/ports"), "targetPort"))
        .containsExactly("http");
    assertThat(Manifests.read("disruption-budget.yaml").at("/spec/selector/matchLabels"))
        .isEqualTo(server);
  }

  @Test
  void monitorAndAgentFollowTheServerToItsVolume() {
    for (String file : List.of("monitor.yaml", "agent.yaml")) {
      JsonNode bound =
          Manifests.read(file)
              .at(
                  "/spec/template/spec/affinity/podAffinity"
                      + "/requiredDuringSchedulingIgnoredDuringExecution/0");
      assertThat(bound.at("/labelSelector/matchLabels")).as(file).isEqualTo(labels("server.yaml"));
      assertThat(bound.path("topologyKey").asString()).isEqualTo("kubernetes.io/hostname");
    }
  }

  /// A retrain that a probe cuts off has to begin again.
  @Test
  void theAgentIsNotRestartedInTheMiddleOfARun() {
    JsonNode probe =
        Manifests.read("agent.yaml").at("/spec/template/spec/containers/0/livenessProbe");

    assertThat(probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt())
        .isGreaterThan(30 * 60);
  }

  private static JsonNode labels(String deployment) {
    return Manifests.read(deployment).at("/spec/template/metadata/labels");
  }

  @Test
  void everyManifestIsAppliedButTheSecret() {
    JsonNode list = Manifests.read("kustomization.yaml");

    assertThat(list.propertyNames())
        .containsExactlyInAnyOrder("apiVersion", "kind", "namespace", "resources");
    assertThat(list.path("resources").valueStream().map(JsonNode::asString).toList())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Manifests.files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("secret.example.yaml"))
                .toList());
  }

  @Test
  void theFilesOfRailwayHaveTheFieldsThatItsReferenceNames() throws IOException {
    for (String file : List.of("railway.json", "deploy/railway/mlflow/railway.json")) {
      JsonNode config = json(file);
      assertThat(config.propertyNames()).containsExactlyInAnyOrder("$schema", "build", "deploy");
      assertThat(config.path("build").propertyNames())
          .isSubsetOf(Set.of("builder", "dockerfilePath", "watchPatterns"));
      assertThat(config.at("/build/builder").asString()).isEqualTo("DOCKERFILE");
      assertThat(config.path("deploy").propertyNames())
          .isSubsetOf(
              Set.of(
                  "startCommand",
                  "healthcheckPath",
                  "healthcheckTimeout",
                  "restartPolicyType",
                  "restartPolicyMaxRetries",
                  "drainingSeconds"));
      assertThat(config.at("/deploy/healthcheckPath").asString()).isEqualTo("/health");
      assertThat(config.at("/deploy/restartPolicyType").asString())
          .isIn("ON_FAILURE", "ALWAYS", "NEVER");
    }
    // The same MLflow as the one that the tests drive.
    String prepare = Files.readString(Tools.repository().resolve("stack/prepare"));
    String version =
        Pattern.compile("mlflow==([0-9.]+)")
            .matcher(prepare)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(Files.readString(Tools.repository().resolve("deploy/railway/mlflow/Dockerfile")))
        .contains("mlflow:v" + version);
  }

  @Test
  void theImagesOfRailwayHoldNothingThatItsBuilderRefuses() throws IOException {
    for (String file : List.of("Dockerfile", "deploy/railway/mlflow/Dockerfile")) {
      assertThat(Files.readString(Tools.repository().resolve(file)).lines())
          .as(file)
          .noneMatch(line -> line.strip().startsWith("VOLUME"))
          .noneMatch(line -> line.contains("--mount=type=cache"));
    }
  }

  private boolean known(String variable) {
    return OF_THE_LAUNCHER.contains(variable) || SettingsReader.variables().contains(variable);
  }

  private static void assertParses(Collection<String> arguments) {
    CommandLine line =
        new CommandLine(Main.class).registerConverter(Duration.class, Durations::parse);
    String shown = String.join(" ", arguments);
    assertThat(line.parseArgs(arguments.toArray(String[]::new)).hasSubcommand()).as(shown).isTrue();
  }

  private static JsonNode json(String file) {
    Path path = Tools.repository().resolve(file);
    return JsonMapper.builder().build().readTree(path);
  }
}
