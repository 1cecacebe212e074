package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.TestingVendor.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples in `docs/alerts.md` are what is sent.
class AlertsPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");

  @TempDir Path home;

  @Test
  void theExamplesOfThePageAreWhatIsSent() throws IOException, InterruptedException {
    String page = Files.readString(Path.of("..", "docs", "alerts.md"));
    List<JsonNode> shown =
        EXAMPLE
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceAll("```(json)?", ""))
            .map(json -> JsonMapper.shared().readTree(json))
            .toList();
    assertThat(shown).containsExactlyElementsOf(examples(home).values());
  }

  static SequencedMap<String, JsonNode> examples(Path home) throws InterruptedException {
    SequencedMap<String, JsonNode> examples = new LinkedHashMap<>();
    TestingClock clock = new TestingClock();
    try (TestingVendor vendor = new TestingVendor(_ -> Answer.of(200, "ok"));
        TestingChannels told = new TestingChannels(home, clock, all(vendor.at("")))) {
      told.tell(TestingNotices.acted("inc-20261120T120000Z-v1"));
      for (String path :
          List.of("/slack", "/api/v2/alerts", "/v2/enqueue", "/v2/change/enqueue", "/webhook")) {
        vendor.asked().stream()
            .filter(asked -> asked.path().equals(path))
            .findFirst()
            .ifPresent(asked -> examples.put(path, asked.json()));
      }
    }
    return examples;
  }

  private static AlertSettings all(URI base) {
    AlertSettings defaults = AlertSettings.defaults();
    return new AlertSettings(
        Optional.of(URI.create(base + "/slack")),
        Optional.of(base),
        Optional.of("YOUR-ROUTING-KEY"),
        base,
        Optional.of(URI.create(base + "/webhook")),
        defaults.grafanaUrl(),
        Optional.of(URI.create("https://wiki.example/evenkeel")),
        Optional.empty(),
        Duration.ofSeconds(5),
        defaults.giveUpAfter());
  }
}
