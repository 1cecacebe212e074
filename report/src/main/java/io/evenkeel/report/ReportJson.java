package io.evenkeel.report;

import io.evenkeel.drift.CauseRanking;
import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DomainDrift;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.MultivariateDrift;
import io.evenkeel.drift.ParityFeature;
import io.evenkeel.drift.ParityReport;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.ReconstructionDrift;
import io.evenkeel.drift.Segment;
import io.evenkeel.drift.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An assessment as a JSON document for programs. [#schema] says what it may hold; a number that is
/// not finite is null.
public final class ReportJson {
  /// Which form of the document this is; it changes when a program that reads it would break.
  public static final String FORM = "evenkeel/report/1";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ReportJson() {}

  /// The document, indented, with a line feed at its end.
  public static String of(Assessment assessment) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node(assessment)) + "\n";
  }

  /// The JSON Schema of the document (draft 2020-12).
  public static String schema() {
    try (InputStream schema = ReportJson.class.getResourceAsStream("report.schema.json")) {
      if (schema == null) {
        throw new IllegalStateException("report.schema.json is not in the jar");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report.schema.json cannot be read", e);
    }
  }

  private static ObjectNode node(Assessment assessment) {
    Subject subject = assessment.subject();
    ObjectNode root = JSON.createObjectNode();
    root.put("form", FORM);
    root.put("title", subject.title());
    table(root.putObject("reference"), subject.reference(), subject.referenceRows());
    table(root.putObject("current"), subject.current(), subject.currentRows());
    verdict(root.putObject("verdict"), assessment);
    ObjectNode verdicts = root.putObject("verdicts");
    for (FeatureDrift feature : assessment.drift().features()) {
      feature(verdicts.putObject(feature.feature()), feature);
    }
    assessment.parity().ifPresent(parity -> parity(root.putObject("parity"), parity));
    ArrayNode quality = root.putArray("quality");
    for (QualityIssue issue : assessment.drift().qualityIssues()) {
      quality
          .addObject()
          .put("kind", issue.kind())
          .put("message", assessment.codes().describe(issue));
    }
    SummaryJson.write(root, assessment);
    PerformanceJson.write(root, assessment.performance());
    cause(root.putObject("cause"), assessment);
    assessment
        .cause()
        .multivariate()
        .ifPresent(found -> multivariate(root.putObject("multivariate"), found));
    root.putObject("recommendation")
        .put("decision", assessment.recommendation().decision().code())
        .put("confidence", assessment.recommendation().confidence())
        .put("reasoning", assessment.recommendation().reasoning())
        .put("advice", assessment.advice());
    assessment.watch().ifPresent(finding -> root.put("watch", finding));
    assessment.schema().ifPresent(schema -> SummaryJson.schema(root.putObject("schema"), schema));
    ArrayNode notes = root.putArray("notes");
    assessment.notes().forEach(notes::add);
    return root;
  }

  private static void table(ObjectNode node, String source, long rows) {
    node.put("source", source).put("rows", rows);
  }

  private static void verdict(ObjectNode node, Assessment assessment) {
    Verdict verdict = assessment.drift().verdict();
    node.put("verdict", Verdicts.code(verdict));
    number(node, "score", Verdicts.score(verdict).orElse(Double.NaN));
    ArrayNode drifted = node.putArray("drifted_features");
    assessment.drift().driftedFeatures().forEach(drifted::add);
    tooFew(node, verdict);
  }

  private static void feature(ObjectNode node, FeatureDrift feature) {
    node.put("verdict", Verdicts.code(feature.verdict()));
    node.put("test", feature.test().code());
    number(node, "score", Verdicts.score(feature.verdict()).orElse(Double.NaN));
    number(node, "nominal_threshold", feature.test().threshold());
    number(node, "limit", feature.threshold());
    node.put("reference_rows", feature.referenceRows());
    node.put("current_rows", feature.currentRows());
    tooFew(node, feature.verdict());
  }

  private static void tooFew(ObjectNode node, Verdict verdict) {
    if (verdict instanceof Verdict.NotEnoughData(long seen, long needed)) {
      node.put("seen", seen).put("needed", needed);
    }
  }

  private static void parity(ObjectNode node, ParityReport parity) {
    number(node, "share", parity.share());
    node.put("dataset_drift", parity.datasetDrift());
    ObjectNode columns = node.putObject("columns");
    for (ParityFeature feature : parity.features()) {
      ObjectNode column = columns.putObject(feature.feature());
      switch (feature.finding()) {
        case ParityFeature.Scored scored -> {
          column.put("stat_test", scored.test().code());
          number(column, "threshold", scored.threshold());
          number(column, "drift_score", scored.score());
          column.put("drift_detected", scored.drifted());
        }
        case ParityFeature.NotScored(String why) -> {
          column.putNull("stat_test").putNull("threshold").putNull("drift_score");
          column.put("drift_detected", false).put("why", why);
        }
      }
    }
  }

  private static void cause(ObjectNode node, Assessment assessment) {
    Cause cause = assessment.cause();
    ArrayNode faults = node.putArray("faults");
    for (DataFault fault : cause.faults()) {
      ObjectNode one = faults.addObject().put("kind", fault.kind());
      ArrayNode features = one.putArray("features");
      fault.features().forEach(features::add);
      one.put("message", assessment.codes().describe(fault));
    }
    ArrayNode segments = node.putArray("segments");
    for (Segment segment : cause.segments()) {
      ObjectNode one = segments.addObject().put("where", assessment.codes().where(segment));
      number(one, "reference_share", segment.referenceShare());
      number(one, "current_share", segment.currentShare());
      number(one, "evidence", segment.evidence());
    }
    cause
        .ranking()
        .ifPresent(ranking -> {
          ArrayNode causes = node.putArray("ranking");
          for (CauseRanking.Cause one : ranking.causes()) {
            ObjectNode entry = causes.addObject().put("feature", one.feature());
            number(entry, "share", one.share());
            number(entry, "drift", one.drift());
            number(entry, "shift", one.shift());
          }
        });
  }

  private static void multivariate(ObjectNode node, MultivariateDrift found) {
    ObjectNode domain = node.putObject("domain_classifier");
    domain.put("drifted", found.domain().drifted());
    switch (found.domain()) {
      case DomainDrift.Measured measured -> {
        number(domain, "roc_auc", measured.rocAuc());
        number(domain, "limit", measured.limit());
        ArrayNode features = domain.putArray("features");
        for (DomainDrift.Telling telling : measured.features()) {
          number(features.addObject().put("feature", telling.feature()), "share", telling.share());
        }
      }
      case DomainDrift.NotEnoughData(long seen, long needed) ->
          domain.put("seen", seen).put("needed", needed);
    }
    ObjectNode error = node.putObject("reconstruction_error");
    error.put("drifted", found.reconstruction().drifted());
    switch (found.reconstruction()) {
      case ReconstructionDrift.Measured measured -> {
        number(error, "value", measured.error());
        number(error, "usual", measured.usual());
        number(error, "lower_limit", measured.lower());
        number(error, "upper_limit", measured.upper());
      }
      case ReconstructionDrift.NotEnoughData(long seen, long needed) ->
          error.put("seen", seen).put("needed", needed);
    }
  }

  /// Puts a number, or null where it is none.
  static void number(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
