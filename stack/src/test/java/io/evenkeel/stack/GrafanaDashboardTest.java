package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What can be said of the board without running anything. [WholeLoopTest] asks its queries.
class GrafanaDashboardTest {
  private static final Path GRAFANA = Tools.repository().resolve("grafana");

  private final GrafanaBoard board = board();

  @Test
  void theBoardIsAClassicOneThatProvisioningTakes() {
    JsonNode json = board.json();
    assertThat(json.path("schemaVersion").asInt()).isEqualTo(42);
    assertThat(json.path("uid").asString()).isEqualTo("mlops-agent");
    assertThat(json.has("id")).isFalse();
    assertThat(json.has("elements")).as("the format of exports since Grafana 13").isFalse();
    assertThat(json.findValues("id").stream().filter(JsonNode::isNumber)).isEmpty();
  }

  @Test
  void everyPanelAsksTheProvisionedDataSource() throws IOException {
    JsonNode source = yaml("provisioning/datasources/prometheus.yml").path("datasources").path(0);
    assertThat(source.path("url").asString()).isEqualTo("http://prometheus:9090");
    assertThat(board.panels()).hasSizeGreaterThan(15);
    for (JsonNode panel : board.panels()) {
      assertThat(panel.path("targets")).as(panel.path("title").asString()).isNotEmpty();
      assertAsks(panel, source);
      panel.path("targets").forEach(target -> assertAsks(target, source));
    }
    assertThat(board.annotations()).isNotEmpty();
    board.annotations().forEach(annotation -> assertAsks(annotation, source));
    assertThat(board.queries()).noneMatch(query -> query.expression().isBlank());
  }

  private static void assertAsks(JsonNode asking, JsonNode source) {
    assertThat(asking.path("datasource").path("type").asString())
        .isEqualTo(source.path("type").asString());
    assertThat(asking.path("datasource").path("uid").asString())
        .isEqualTo(source.path("uid").asString());
  }

  @Test
  void thePanelsOfTheProductAreThereWithTheirUnits() {
    assertThat(
            panel("Drift score")
                .path("fieldConfig")
                .path("defaults")
                .path("thresholds")
                .path("steps")
                .findValuesAsString("value"))
        .contains("0.1", "0.3", "0.5");
    assertThat(panel("ROC-AUC").path("type").asString()).isEqualTo("timeseries");
    assertThat(panel("Decisions by kind").path("type").asString()).isEqualTo("barchart");
    assertThat(
            panel("Predictions a minute")
                .at("/fieldConfig/defaults/custom/stacking/mode")
                .asString())
        .isEqualTo("normal");
    assertThat(legends("Predictions a minute")).containsExactlyInAnyOrder("fraud", "legit");
    assertThat(legends("Latency")).containsExactly("p50", "p95", "p99");
    assertThat(panel("Latency").at("/fieldConfig/defaults/unit").asString()).isEqualTo("s");
    assertThat(panel("Retrains").path("type").asString()).isEqualTo("table");
    assertThat(
            panel("Retrains")
                .path("transformations")
                .path(1)
                .at("/options/renameByName")
                .valueStream()
                .map(JsonNode::asString))
        .contains("Total retrains", "ROC-AUC", "Drift score");
    for (JsonNode panel : board.panels()) {
      assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotEmpty();
      assertThat(panel.at("/fieldConfig/defaults/thresholds/steps")).isNotEmpty();
    }
  }

  @Test
  void noTwoPanelsLieOnEachOther() {
    Set<String> cells = new java.util.HashSet<>();
    for (JsonNode panel : board.json().path("panels")) {
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          int column = place.path("x").asInt() + x;
          assertThat(column).isLessThan(24);
          assertThat(cells.add(column + "," + (place.path("y").asInt() + y)))
              .as(panel.path("title").asString())
              .isTrue();
        }
      }
    }
  }

  /// Every process tells the same facts: their sum would be a multiple of the truth.
  @Test
  void factsAreNeverAddedUpOverProcesses() {
    Set<String> ofOneProcess = Set.of("predictions", "prediction", "http", "labels");
    for (GrafanaBoard.Query query : board.queries()) {
      boolean facts =
          query.metrics().stream()
              .anyMatch(name -> !ofOneProcess.contains(name.substring(0, name.indexOf('_'))));
      if (facts) {
        assertThat(query.expression())
            .contains("max")
            // Kubernetes gives each process labels that no list of ours would name in full.
            .doesNotContain("max without")
            .doesNotContain("sum ")
            .doesNotContain("sum(");
      }
    }
  }

  @Test
  void provisioningLooksWhereComposePutsTheBoards() throws IOException {
    JsonNode provider = yaml("provisioning/dashboards/evenkeel.yml").path("providers").path(0);
    String path = provider.path("options").path("path").asString();
    assertThat(path).isEqualTo("/var/lib/grafana/dashboards");
    Path compose = Tools.repository().resolve("docker-compose.yml");
    if (Files.exists(compose)) {
      List<String> mounts =
          new YAMLMapper()
              .readTree(Files.readString(compose))
              .at("/services/grafana/volumes")
              .valueStream()
              .map(JsonNode::asString)
              .collect(Collectors.toList());
      assertThat(mounts)
          .contains(
              "./grafana/provisioning:/etc/grafana/provisioning:ro",
              "./grafana/dashboards:" + path + ":ro");
    }
  }

  private List<String> legends(String title) {
    return panel(title).path("targets").findValuesAsString("legendFormat");
  }

  private JsonNode panel(String title) {
    return board.panels().stream()
        .filter(panel -> panel.path("title").asString().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no panel " + title));
  }

  private static JsonNode yaml(String file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(GRAFANA.resolve(file)));
  }

  private static GrafanaBoard board() {
    try {
      return GrafanaBoard.read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
