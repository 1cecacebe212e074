package io.evenkeel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.WatchStatus;
import io.evenkeel.registry.Rehearsal;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/metrics.md, held against what is exported.
class MetricsPageTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");

  @TempDir private Path directory;

  @Test
  void everyFactIsOnThePageAndNoOther() throws IOException {
    try (FactsHome home = new FactsHome(directory)) {
      home.ended(Decision.RETRAIN, "promoted", Duration.ofSeconds(7));
      home.ledger.heartbeats().beat("agent");
      home.atRisk(new MoneyAtRisk.Known("v1", 1_200.5, 90_000, 1, "INR", 0));
      new Rehearsal(List.of(new Rehearsal.Found("v1", Rehearsal.Condition.INTACT, "")))
          .note(home.ledger.journal());
      home.watch =
          Optional.of(
              new WatchStatus(
                  "v1", -3.2, 16.4, Optional.empty(), 1, 9_000, 7, 0, 0, FactsHome.NOON));
      home.reports.write(
          FactsHome.watched(
              "v1",
              new DriftReport(
                  2_000,
                  List.of(
                      FactsHome.feature("hour", DriftTest.WASSERSTEIN, new Verdict.Drifted(.44))),
                  List.of(),
                  new Verdict.Drifted(1)),
              new RocAuc.Measured(.9, .01, 300, 9_000)));
      Ledger ledger = home.ledger;
      ledger.versions().record("v1", "a".repeat(64), Optional.empty(), "");
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "first", "");
      SortedSet<String> exported = names(TYPE, home.text());
      // Of the bundle, which this home does not have; HomeMetricsTest sees it.
      exported.add("model_accuracy gauge");
      assertThat(names(ROW, section("Facts"))).containsExactlyElementsOf(exported);
    }
  }

  @Test
  void whatJavaTellsIsOnThePageAndNoOther() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    RuntimeMetrics.register(registry);
    assertThat(names(ROW, section("Java")))
        .containsExactlyElementsOf(names(TYPE, FactsHome.text(registry)));
  }

  private static SortedSet<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MetricsPageTest::nameAndType)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String nameAndType(MatchResult line) {
    return line.group(1) + " " + line.group(2);
  }

  private static String section(String title) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "metrics.md"));
    int start = page.indexOf("\n## " + title);
    assertThat(start).as("section " + title).isPositive();
    int end = page.indexOf("\n## ", start + 1);
    return end < 0 ? page.substring(start) : page.substring(start, end);
  }
}
