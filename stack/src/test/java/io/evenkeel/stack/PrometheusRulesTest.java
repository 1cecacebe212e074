package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The configuration and the rules, as Prometheus itself judges them.
class PrometheusRulesTest {
  private static final Path DIRECTORY = Tools.repository().resolve("prometheus");

  @Test
  void theConfigurationAndItsRulesAreSound() throws IOException, InterruptedException {
    assertThat(promtool("check", "config", "prometheus.yml"))
        .contains("SUCCESS: 2 rule files found", "prometheus.yml is valid");
    assertThat(Files.readString(DIRECTORY.resolve("prometheus.yml")))
        .contains("server:8000", "monitor:8001", "agent-runner:8002", "scrape_interval: 15s");
  }

  @Test
  void everyAlertFiresWhenItShouldAndOnlyThen() throws IOException, InterruptedException {
    assertThat(promtool("test", "rules", "tests/evenkeel-alerts_test.yml"))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
    String tests = Files.readString(DIRECTORY.resolve("tests/evenkeel-alerts_test.yml"));
    assertThat(alerts())
        .hasSizeGreaterThan(15)
        .allSatisfy(alert ->
            assertThat(tests)
                .contains("name: " + alert + " fires", "name: " + alert + " is quiet"));
  }

  @Test
  void everyAlertHasItsSectionInTheRunbookAndNoOther() throws IOException {
    String runbook = Files.readString(Tools.repository().resolve("docs/runbook.md"));
    assertThat(found("(?m)^## (\\w+)$", runbook)).isEqualTo(alerts());
    String rules = Files.readString(DIRECTORY.resolve("rules/evenkeel-alerts.yml"));
    for (String alert : alerts()) {
      assertThat(rules).contains("docs/runbook.md#" + alert.toLowerCase(Locale.ROOT) + "\n");
    }
  }

  private static Set<String> alerts() throws IOException {
    return found("alert: (\\w+)", Files.readString(DIRECTORY.resolve("rules/evenkeel-alerts.yml")));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Tools.installed("promtool").toString());
    command.addAll(List.of(arguments));
    return OutsideProgram.run(command, Map.of(), DIRECTORY);
  }
}
