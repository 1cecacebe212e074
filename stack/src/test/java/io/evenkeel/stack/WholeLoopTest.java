package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.app.Home;
import io.evenkeel.scenarios.Demo;
import io.evenkeel.scenarios.DemoPlan;
import io.evenkeel.scenarios.Narrator;
import io.evenkeel.scenarios.Scorecard;
import io.evenkeel.scenarios.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One whole incident under the eyes of a real Prometheus: a festival, a retrain, recovery. Then
/// every query of the board is asked, and every page is checked.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeLoopTest {
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) \\w+$");
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-z]\\w+)");

  private final Clock clock = Clock.systemUTC();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();
  @TempDir private static Path directory;

  private PrometheusServer prometheus;
  private Instant begun;
  private Instant ended;

  @BeforeAll
  void aFestivalIsLivedThrough() throws IOException, InterruptedException {
    begun = clock.instant();
    int server = Tools.freePort();
    Home home = new Home(directory.resolve("home"));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    DemoPlan plan = new DemoPlan(Severity.HIGH, 7, server, 1000);
    Demo demo = new Demo(plan, home, clock, new Narrator(out, clock));
    open.add(demo);
    MetricsProcesses processes = new MetricsProcesses(home, clock);
    open.add(processes);
    prometheus =
        PrometheusServer.start(
            Files.createDirectory(directory.resolve("prometheus")),
            server,
            processes.monitorPort(),
            processes.agentPort());
    open.add(prometheus);
    Scorecard card = demo.run();
    assertThat(card.decision()).isEqualTo("retrain");
    assertThat(card.recovered()).as(card.describe()).isTrue();
    ended = clock.instant();
    for (int port : new int[] {server, processes.monitorPort(), processes.agentPort()}) {
      pages.add(page(port));
    }
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  @Test
  void everyQueryOfTheBoardGivesData() throws IOException, InterruptedException {
    List<String> empty = new ArrayList<>();
    for (GrafanaBoard.Query query : GrafanaBoard.read().queries()) {
      JsonNode result =
          query.instant()
              ? prometheus.at(query.filledIn(), ended)
              : prometheus.over(query.filledIn(), begun, ended);
      if (!hasNumber(result)) {
        empty.add(query.where() + ": " + query.filledIn());
      }
    }
    assertThat(empty).isEmpty();
  }

  /// Whether there is a number at all: a rate of nothing is not one.
  private static boolean hasNumber(JsonNode result) {
    for (JsonNode series : result) {
      for (JsonNode point :
          series.has("value") ? List.of(series.path("value")) : series.path("values").values()) {
        if (!point.path(1).asString().equals("NaN")) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void theBoardTellsWhatHappened() throws IOException, InterruptedException {
    assertThat(number("max(agent_retrains_total)")).isEqualTo(1);
    assertThat(number("max(model_last_retrain_promoted)")).isEqualTo(1);
    assertThat(number("max(agent_decisions_total{decision=\"retrain\"})")).isEqualTo(1);
    assertThat(number("max(max_over_time(model_drift_score[5m]))")).isEqualTo(.625);
    assertThat(number("max(agent_incident_time_to_recover_seconds_count)")).isEqualTo(1);
    assertThat(number("sum(max by (state) (agent_incidents_open))")).isZero();
    assertThat(number("count(max by (version) (model_info))")).isEqualTo(1);
    assertThat(number("count(up == 1)")).isEqualTo(4);
    assertThat(number("count(count by (job) (agent_retrains_total == 1))"))
        .as("each process tells it")
        .isEqualTo(3);
  }

  @Test
  void everyMetricOfTheBoardIsOnAPage() throws IOException {
    Set<String> exported = new HashSet<>();
    for (String page : pages) {
      SERIES.matcher(page).results().forEach(found -> exported.add(found.group(1)));
    }
    for (GrafanaBoard.Query query : GrafanaBoard.read().queries()) {
      assertThat(query.metrics()).as(query.where()).isNotEmpty();
      assertThat(exported).as(query.where()).containsAll(query.metrics());
    }
  }

  @Test
  void promtoolFindsNoFaultWithAnyPage() throws IOException, InterruptedException {
    for (String page : pages) {
      Path file = Files.writeString(Files.createTempFile(directory, "page", ".txt"), page);
      String said =
          OutsideProgram.run(
              List.of(
                  "/bin/sh",
                  "-c",
                  "exec \"$0\" check metrics < \"$1\"",
                  Tools.installed("promtool").toString(),
                  file.toString()),
              Map.of(),
              directory);
      assertThat(said).isEmpty();
    }
  }

  @Test
  void thePageOfTheDocumentsNamesEveryMetric() throws IOException {
    Set<String> exported = new TreeSet<>();
    for (String page : pages) {
      FAMILY.matcher(page).results().forEach(found -> exported.add(found.group(1)));
    }
    Set<String> documented = new TreeSet<>();
    Pattern.compile("(?m)^\\| `(\\w+)` \\|")
        .matcher(Files.readString(Tools.repository().resolve("docs/metrics.md")))
        .results()
        .forEach(found -> documented.add(found.group(1)));
    assertThat(exported).isEqualTo(documented);
  }

  @Test
  void everyRuleWasEvaluatedWithoutAnError() throws IOException, InterruptedException {
    int rules = 0;
    for (JsonNode group : prometheus.get("rules").path("data").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("health").asString())
            .as(rule.path("name").asString() + " " + rule.path("lastError").asString())
            .isEqualTo("ok");
        rules++;
      }
    }
    assertThat(rules).isGreaterThan(25);
  }

  private double number(String query) throws IOException, InterruptedException {
    JsonNode result = prometheus.at(query, ended);
    assertThat(result).as(query).hasSize(1);
    return Double.parseDouble(result.path(0).path("value").path(1).asString());
  }

  private static String page(int port) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (var in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
