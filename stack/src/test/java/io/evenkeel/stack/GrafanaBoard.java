package io.evenkeel.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The board as it lies in the repository.
record GrafanaBoard(JsonNode json) {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern LABEL = Pattern.compile("\\{[^}]*\\}");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w$.])[a-z][a-z0-9_]*_[a-z0-9_]+\\b(?!\\()");
  private static final Set<String> FUNCTIONS =
      Set.of("histogram_quantile", "min_over_time", "max_over_time");

  /// A query of a panel or an annotation.
  ///
  /// @param where what asks it
  /// @param expression PromQL, with Grafana's variables
  /// @param instant whether it is asked for one moment
  record Query(String where, String expression, boolean instant) {
    /// The expression as Grafana would send it for a board of a few minutes.
    String filledIn() {
      return expression
          .replace("$__rate_interval", "20s")
          .replace("$__interval", "2s")
          .replace("$__range", "5m");
    }

    /// The names of the metrics in it.
    Set<String> metrics() {
      String bare = expression;
      for (Pattern nameless : List.of(QUOTED, LABEL, GROUPING)) {
        bare = nameless.matcher(bare).replaceAll(" ");
      }
      return NAME.matcher(bare)
          .results()
          .map(found -> found.group())
          .filter(name -> !FUNCTIONS.contains(name))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  static GrafanaBoard read() throws IOException {
    Path file = Tools.repository().resolve("grafana/dashboards/mlops_agent.json");
    return new GrafanaBoard(new JsonMapper().readTree(Files.readString(file)));
  }

  /// The panels that ask something: neither rows nor text.
  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      if (!Set.of("row", "text").contains(panel.path("type").asString())) {
        panels.add(panel);
      }
    }
    return panels;
  }

  /// The annotations that ask Prometheus.
  List<JsonNode> annotations() {
    List<JsonNode> annotations = new ArrayList<>();
    for (JsonNode annotation : json.path("annotations").path("list")) {
      if (!annotation.has("builtIn")) {
        annotations.add(annotation);
      }
    }
    return annotations;
  }

  List<Query> queries() {
    Stream<Query> ofPanels =
        panels().stream()
            .flatMap(panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(target ->
                        new Query(
                            panel.path("title").asString() + " " + target.path("refId").asString(),
                            target.path("expr").asString(),
                            target.path("instant").asBoolean())));
    Stream<Query> ofAnnotations =
        annotations().stream()
            .map(annotation ->
                new Query(
                    "annotation " + annotation.path("name").asString(),
                    annotation.path("expr").asString(),
                    false));
    return Stream.concat(ofPanels, ofAnnotations).toList();
  }
}
