package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.cli.Main;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/// Whether everything that docker-compose.yml, .env.example, Dockerfile and prometheus.yml name
/// exists in the program.
class ComposeFileTest {
  private static final Path ROOT = Tools.repository();
  private static final List<String> OURS = List.of("server", "monitor", "agent-runner");
  private static final Map<String, Integer> PUBLISHED =
      Map.of("server", 8000, "mlflow-server", 5000, "prometheus", 9090, "grafana", 3000);
  private static final Set<String> OF_THE_IMAGE =
      Set.of("EVENKEEL_HOME", "HEALTH_OF", "PATH", "OMP_WAIT_POLICY");

  private ComposeFile compose;
  private Map<String, String> example;

  @BeforeEach
  void readTheFiles() throws IOException {
    compose = ComposeFile.read(ROOT.resolve("docker-compose.yml"));
    example = ComposeFile.environment(ROOT.resolve(".env.example"), false);
  }

  @Test
  void thereAreSixServices() {
    assertThat(compose.services())
        .containsOnlyKeys(
            "server", "monitor", "agent-runner", "mlflow-server", "prometheus", "grafana");
  }

  @Test
  void portsArePublishedOnLoopbackOnly() {
    Map<String, List<String>> published = new TreeMap<>();
    compose
        .services()
        .forEach((name, service) -> {
          if (!service.ports().isEmpty()) {
            published.put(name, service.ports());
          }
        });
    Map<String, List<String>> expected = new TreeMap<>();
    PUBLISHED.forEach(
        (name, port) -> expected.put(name, List.of("127.0.0.1:%d:%d".formatted(port, port))));
    assertThat(published).isEqualTo(expected);
    assertThat(Settings.defaults().server().port()).isEqualTo(PUBLISHED.get("server"));
    assertThat(compose.service("mlflow-server").command()).contains("--port=5000");
  }

  @Test
  void everyVariableIsInTheExampleAndTheOtherWayRound() throws IOException {
    Map<String, String> commentedOut = ComposeFile.environment(ROOT.resolve(".env.example"), true);
    Set<String> listed = new TreeSet<>(example.keySet());
    listed.addAll(commentedOut.keySet());

    assertThat(listed).isEqualTo(compose.variables().keySet());
    compose
        .variables()
        .forEach((name, standard) -> {
          if (!standard.isEmpty()) {
            assertThat(example.getOrDefault(name, commentedOut.get(name)))
                .as("value of %s in .env.example", name)
                .isEqualTo(standard);
          }
        });
  }

  @Test
  void ourServicesStartWithTheExampleAsItIs() {
    for (String name : OURS) {
      Map<String, String> environment = compose.environment(name, example);
      assertThat(SettingsReader.variables()).as(name).containsAll(environment.keySet());

      Settings settings = SettingsReader.read(Path.of("no-such-file"), environment);

      assertThat(settings.labels().maturity()).hasSeconds(10);
      assertThat(settings.monitor().interval()).hasSeconds(15);
      assertThat(settings.server().token().isPresent()).isEqualTo("server".equals(name));
    }
  }

  @Test
  void secretsGoOnlyWhereTheyAreNeeded() {
    List<String> secrets =
        List.of(
            "EVENKEEL_TOKEN", "ANTHROPIC_API_KEY", "SLACK_WEBHOOK_URL", "PAGERDUTY_ROUTING_KEY");
    for (String secret : secrets) {
      List<String> given =
          compose.services().keySet().stream()
              .filter(name -> compose.service(name).environment().containsKey(secret))
              .toList();
      assertThat(given)
          .as(secret)
          .containsExactly("EVENKEEL_TOKEN".equals(secret) ? "server" : "agent-runner");
    }
  }

  @Test
  void commandsAndHealthChecksAreCommandsOfTheProgram() {
    for (String name : OURS) {
      ComposeFile.Service service = compose.service(name);
      understood(service.command());
      assertThat(service.health()).startsWith("CMD", "evenkeel", "health");
      understood(service.health().subList(2, service.health().size()));
    }
    assertThat(compose.service("server").command()).containsExactly("serve", "--init");
    assertThat(compose.service("agent-runner").command()).contains("agent", "--watch");
  }

  @Test
  void everyServiceHasAHealthCheckAtAPortOfItsOwn() {
    Map<String, Integer> asked =
        Map.of(
            "server", 8000,
            "monitor", 8001,
            "agent-runner", 8002,
            "mlflow-server", 5000,
            "prometheus", 9090,
            "grafana", 3000);
    asked.forEach((name, port) ->
        assertThat(String.join(" ", compose.service(name).health()))
            .as(name)
            .containsPattern("[: ]" + port + "\\b"));
  }

  @Test
  void ourServicesRunOnOneImageThatTheyCannotWrite() {
    for (String name : OURS) {
      ComposeFile.Service service = compose.service(name);
      assertThat(service.image()).isEqualTo(compose.service("server").image());
      assertThat(service.built()).as(name).isTrue();
      assertThat(service.readOnly()).as(name).isTrue();
      assertThat(service.tmpfs()).as(name).containsExactly("/tmp:exec,mode=1777");
      assertThat(service.volumes()).as(name).containsExactly("evenkeel-home:/data");
    }
  }

  @Test
  void whatIsMountedExists() {
    Set<String> used = new HashSet<>();
    compose
        .services()
        .forEach((name, service) -> {
          for (String volume : service.volumes()) {
            String source = volume.split(":", 2)[0];
            if (source.startsWith(".")) {
              assertThat(ROOT.resolve(source)).as(name).isDirectory();
              assertThat(volume).endsWith(":ro");
            } else {
              used.add(source);
            }
          }
        });
    assertThat(compose.volumes()).containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theDockerfileNamesWhatExists() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
    understood(words(one(dockerfile, "(?m)^CMD \\[(.*)]$")));
    assertThat(one(dockerfile, "(?m)^HEALTHCHECK .* CMD (.*)$"))
        .isEqualTo("evenkeel health $HEALTH_OF");
    assertThat(one(dockerfile, "(?m)HEALTH_OF=(\\S*)")).isEqualTo("server");
    for (String process : List.of("server", "monitor", "agent", "server --port 9000")) {
      understood(List.of(("health " + process).split(" ")));
    }
    assertThat(one(dockerfile, "(?m)^USER (.*)$")).isEqualTo("10001:10001");
    assertThat(one(dockerfile, "(?m)^EXPOSE (.*)$")).isEqualTo("8000");
    List<String> scripts =
        Pattern.compile("container/[a-z-]+")
            .matcher(dockerfile)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(scripts)
        .isNotEmpty()
        .allSatisfy(script -> assertThat(ROOT.resolve(script)).isExecutable());
    Pattern.compile("\\b([A-Z_]+)=", Pattern.MULTILINE)
        .matcher(
            dockerfile.substring(dockerfile.indexOf("\nENV "), dockerfile.indexOf("\n# The cache")))
        .results()
        .forEach(variable -> assertThat(OF_THE_IMAGE).contains(variable.group(1)));
  }

  @Test
  void theImageStartsJavaAsTheFrontDoorDoes() throws IOException {
    String door = Files.readString(ROOT.resolve("evenkeel"));
    String start = door.substring(door.lastIndexOf("\nexec "));
    String options = Files.readString(ROOT.resolve("container/java-options"));
    Pattern.compile("--?[A-Za-z][^ ]*=[^ \"$]+")
        .matcher(start)
        .results()
        .map(MatchResult::group)
        .filter(option -> !option.startsWith("-Devenkeel.log"))
        .forEach(option -> assertThat(options).contains(option));
  }

  @Test
  void prometheusScrapesOurThreeProcessesEvery15Seconds() throws IOException {
    Path directory = ROOT.resolve("prometheus");
    String text = Files.readString(directory.resolve("prometheus.yml"));
    Map<?, ?> tree = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);

    assertThat(text).contains("  scrape_interval: 15s");
    assertThat(text).contains("server:8000", "monitor:8001", "agent-runner:8002");
    Pattern.compile("\"([a-z-]+):\\d+\"")
        .matcher(text.lines().filter(line -> !line.strip().startsWith("#")).toList().toString())
        .results()
        .map(found -> found.group(1))
        .filter(host -> !"localhost".equals(host))
        .forEach(host -> assertThat(compose.services()).containsKey(host));
    List<?> globs = (List<?>) tree.get("rule_files");
    for (Object glob : Objects.requireNonNull(globs)) {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + directory + "/" + glob);
      try (Stream<Path> files = Files.walk(directory)) {
        assertThat(files.filter(matcher::matches)).as("files of %s", glob).isNotEmpty();
      }
    }
    assertThat(compose.service("prometheus").command())
        .contains(
            "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.retention.time=15d");
  }

  @Test
  void mlflowAnswersToItsNameInTheStack() {
    String hosts =
        compose.service("mlflow-server").command().stream()
            .filter(option -> option.startsWith("--allowed-hosts="))
            .findFirst()
            .orElseThrow();
    assertThat(List.of(hosts.split("[=,]")))
        .contains("mlflow-server", "mlflow-server:5000", "localhost", "127.0.0.1");
    assertThat(compose.variables().get("MLFLOW_TRACKING_URI"))
        .isEqualTo("http://mlflow-server:5000");
  }

  /// Fails when the command line does not know a command or an option of it.
  private static void understood(List<String> arguments) {
    CommandLine.ParseResult result = Main.commandLine().parseArgs(arguments.toArray(String[]::new));
    assertThat(result.hasSubcommand()).as("%s", arguments).isTrue();
  }

  private static String one(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing in the Dockerfile matches " + pattern));
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(word -> word.strip().replace("\"", "")).toList();
  }
}
