package io.evenkeel.scenarios;

import io.evenkeel.model.RocAuc;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What one whole incident came to.
///
/// @param severity how hard the festival hit
/// @param seed the seed of the world
/// @param driftScore drift score of the report that was acted on
/// @param driftedColumns the features that had drifted in it
/// @param decision what was decided
/// @param confidence how sure the decision was
/// @param action what came of it, in one line
/// @param versionBefore the version that served when the world changed
/// @param versionAfter the version that serves at the end
/// @param before live ROC-AUC before the world changed
/// @param during live ROC-AUC of the old champion after it
/// @param after live ROC-AUC at the end
/// @param timing how long detection, decision and recovery took
/// @param requests HTTP requests of the traffic: predictions and labels
/// @param requestsFailed those that were not answered with success
/// @param outcome whether the incident recovered
public record Scorecard(
    Severity severity,
    long seed,
    double driftScore,
    List<String> driftedColumns,
    String decision,
    double confidence,
    String action,
    String versionBefore,
    String versionAfter,
    RocAuc before,
    RocAuc during,
    RocAuc after,
    Timing timing,
    long requests,
    long requestsFailed,
    ScenarioOutcome outcome) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// Copies the list.
  public Scorecard {
    driftedColumns = List.copyOf(driftedColumns);
  }

  /// Durations from the moment the world changed.
  ///
  /// @param toDetect from the moment the world changed until the watch alarmed, or a check found it
  /// @param toConfirm from then until a check had confirmed it
  /// @param toDecide from then until the decision was recorded
  /// @param toRecover from the moment the world changed until the incident was resolved
  public record Timing(
      Duration toDetect, Duration toConfirm, Duration toDecide, Duration toRecover) {}

  /// Whether the incident recovered.
  public sealed interface ScenarioOutcome {
    /// It was resolved, and every expectation held.
    record Recovered() implements ScenarioOutcome {}

    /// It was not resolved, or an expectation did not hold.
    ///
    /// @param reasons what did not hold, in words
    record NotRecovered(List<String> reasons) implements ScenarioOutcome {}
  }

  /// Whether the incident recovered.
  public boolean recovered() {
    return outcome instanceof ScenarioOutcome.Recovered;
  }

  /// The scorecard as JSON.
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("severity", severity.code()).put("seed", seed).put("drift_score", driftScore);
    driftedColumns.forEach(root.putArray("drifted_columns")::add);
    root.put("decision", decision).put("confidence", confidence).put("action", action);
    root.putObject("versions").put("before", versionBefore).put("after", versionAfter);
    ObjectNode auc = root.putObject("roc_auc");
    ObjectNode frauds = root.putObject("frauds");
    ObjectNode rows = root.putObject("rows");
    put("before", before, auc, frauds, rows);
    put("during", during, auc, frauds, rows);
    put("after", after, auc, frauds, rows);
    root.putObject("seconds")
        .put("to_detect", seconds(timing.toDetect))
        .put("to_confirm", seconds(timing.toConfirm))
        .put("to_decide", seconds(timing.toDecide))
        .put("to_recover", seconds(timing.toRecover));
    root.put("requests", requests).put("requests_failed", requestsFailed);
    switch (outcome) {
      case ScenarioOutcome.Recovered _ -> root.put("outcome", "recovered");
      case ScenarioOutcome.NotRecovered(List<String> reasons) -> {
        root.put("outcome", "not_recovered");
        reasons.forEach(root.putArray("reasons")::add);
      }
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void put(
      String phase, RocAuc measured, ObjectNode auc, ObjectNode frauds, ObjectNode rows) {
    switch (measured) {
      case RocAuc.Measured m -> {
        auc.put(phase, Math.round(m.value() * 1e4) / 1e4);
        frauds.put(phase, m.positives());
        rows.put(phase, m.positives() + m.negatives());
      }
      case RocAuc.NotEnoughData(int positives, int _) -> {
        auc.putNull(phase);
        frauds.put(phase, positives);
        rows.putNull(phase);
      }
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /// The scorecard for a terminal, several lines.
  public String describe() {
    return """

    Scorecard (%s, seed %d)
      drift score      %.3f   %s
      decision         %s, confidence %s
      action           %s
      serving          %s -> %s
      time to detect   %.2f s
      time to confirm  %.1f s
      time to decide   %.1f s
      time to recover  %.1f s
      ROC-AUC before   %s
      ROC-AUC during   %s
      ROC-AUC after    %s
      requests         %,d, of which failed: %d
      outcome          %s
    """
        .formatted(
            severity.code(),
            seed,
            driftScore,
            String.join(", ", driftedColumns),
            decision.toUpperCase(Locale.ROOT),
            confidence,
            action,
            versionBefore,
            versionAfter,
            seconds(timing.toDetect),
            seconds(timing.toConfirm),
            seconds(timing.toDecide),
            seconds(timing.toRecover),
            describe(before, "live "),
            describe(during, "live "),
            describe(after, "live "),
            requests,
            requestsFailed,
            switch (outcome) {
              case ScenarioOutcome.Recovered _ -> "recovered";
              case ScenarioOutcome.NotRecovered(List<String> reasons) ->
                  "NOT RECOVERED: " + String.join("; ", reasons);
            });
  }

  /// ROC-AUC with its 95 % interval and what it was measured on.
  static String describe(RocAuc measured, String kind) {
    return switch (measured) {
      case RocAuc.Measured m ->
          "%.4f ± %.4f on %,d %slabelled rows, %d frauds"
              .formatted(
                  m.value(),
                  1.96 * m.standardError(),
                  m.positives() + m.negatives(),
                  kind,
                  m.positives());
      case RocAuc.NotEnoughData(int positives, int needed) ->
          "not enough data: %d of %d frauds".formatted(positives, needed);
    };
  }
}
