package io.evenkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingMetricsTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");

  @TempDir private Path directory;

  @Test
  void everyAnswerIsCountedByItsPathAndStatus() throws IOException {
    try (RunningServer server = new RunningServer(directory)) {
      assertThat(server.get("/metrics").body())
          .contains("http_requests_total{path=\"/predict\",status=\"500\"} 0.0");
      server.post("/predict", RunningServer.GOOD);
      server.post("/predict", RunningServer.GOOD);
      server.post("/predict", "{");
      server.get("/predict");
      server.get("/made/up");
      assertThat(server.get("/metrics").body())
          .contains(
              "http_requests_total{path=\"/predict\",status=\"200\"} 2.0",
              "http_requests_total{path=\"/predict\",status=\"400\"} 1.0",
              "http_requests_total{path=\"/predict\",status=\"405\"} 1.0",
              "http_requests_total{path=\"/metrics\",status=\"200\"} 1.0",
              "http_requests_total{path=\"other\",status=\"404\"} 1.0")
          .doesNotContain("made");
    }
  }

  @Test
  void whatTheServerCountsIsOnThePageAndNoOther() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "metrics.md"));
    String section = page.substring(page.indexOf("\n## The server"), page.indexOf("\n## Java"));
    try (RunningServer server = new RunningServer(directory)) {
      assertThat(names(ROW, section))
          .containsExactlyElementsOf(names(TYPE, server.get("/metrics").body()));
    }
  }

  private static SortedSet<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(line -> line.group(1) + " " + line.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
