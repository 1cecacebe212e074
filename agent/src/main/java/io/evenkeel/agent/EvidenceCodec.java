package io.evenkeel.agent;

import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.KnownFrauds;
import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.LabelCoverage.Band;
import io.evenkeel.model.OperatingPoint;
import io.evenkeel.model.PairedDifference;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a gate measured as JSON in the journal. Reading is strict, as everywhere in the journal.
final class EvidenceCodec {
  private EvidenceCodec() {}

  static void write(GateEvidence evidence, ObjectNode node) {
    node.put("champion", evidence.champion()).put("challenger", evidence.challenger());
    holdout(evidence.recent(), node.putObject("recent"));
    holdout(evidence.trusted(), node.putObject("trusted"));
    evidence
        .knownFrauds()
        .ifPresent(known ->
            node.putObject("known_frauds")
                .put("rows", known.rows())
                .put("champion", known.champion())
                .put("challenger", known.challenger()));
    coverage(evidence.coverage(), node.putObject("label_coverage"));
    node.put("pass_through", evidence.passThrough());
  }

  static GateEvidence read(JsonFields fields) {
    GateEvidence evidence =
        new GateEvidence(
            fields.text("champion"),
            fields.text("challenger"),
            holdout(fields.fields("recent")),
            holdout(fields.fields("trusted")),
            fields.has("known_frauds")
                ? Optional.of(knownFrauds(fields.fields("known_frauds")))
                : Optional.empty(),
            coverage(fields.fields("label_coverage")),
            fields.flag("pass_through"));
    fields.end();
    return evidence;
  }

  private static void holdout(HoldoutComparison compared, ObjectNode node) {
    switch (compared) {
      case HoldoutComparison.NotEnoughData(int seen, int needed) ->
          node.put("seen", seen).put("needed", needed);
      case HoldoutComparison.Measured measured -> {
        node.put("frauds", measured.positives()).put("honest", measured.negatives());
        pair(measured.rocAuc(), node.putObject("roc_auc"));
        pair(measured.prAuc(), node.putObject("pr_auc"));
        node.put("false_positive_rate", measured.falsePositiveRate());
        pair(measured.recall(), node.putObject("recall"));
        measured.cost().ifPresent(cost -> pair(cost, node.putObject("cost_per_thousand")));
        point(measured.champion(), node.putObject("champion"));
        point(measured.challenger(), node.putObject("challenger"));
      }
    }
  }

  private static HoldoutComparison holdout(JsonFields fields) {
    HoldoutComparison compared =
        fields.has("needed")
            ? new HoldoutComparison.NotEnoughData(fields.whole("seen"), fields.whole("needed"))
            : new HoldoutComparison.Measured(
                fields.whole("frauds"),
                fields.whole("honest"),
                pair(fields.fields("roc_auc")),
                pair(fields.fields("pr_auc")),
                fields.number("false_positive_rate"),
                pair(fields.fields("recall")),
                fields.has("cost_per_thousand")
                    ? Optional.of(pair(fields.fields("cost_per_thousand")))
                    : Optional.empty(),
                point(fields.fields("champion")),
                point(fields.fields("challenger")));
    fields.end();
    return compared;
  }

  private static void pair(PairedDifference pair, ObjectNode node) {
    IncidentCodec.number(node, "champion", pair.champion());
    IncidentCodec.number(node, "challenger", pair.challenger());
    IncidentCodec.number(node, "lower", pair.lower());
    IncidentCodec.number(node, "upper", pair.upper());
  }

  private static PairedDifference pair(JsonFields fields) {
    PairedDifference pair =
        new PairedDifference(
            fields.number("champion"),
            fields.number("challenger"),
            fields.number("lower"),
            fields.number("upper"));
    fields.end();
    return pair;
  }

  private static void point(OperatingPoint point, ObjectNode node) {
    IncidentCodec.number(node, "threshold", point.threshold());
    IncidentCodec.number(node, "flagged", point.flagged());
    IncidentCodec.number(node, "recall", point.recall());
    IncidentCodec.number(node, "false_positive_rate", point.falsePositiveRate());
  }

  private static OperatingPoint point(JsonFields fields) {
    OperatingPoint point =
        new OperatingPoint(
            fields.number("threshold"),
            fields.number("flagged"),
            fields.number("recall"),
            fields.number("false_positive_rate"));
    fields.end();
    return point;
  }

  private static KnownFrauds knownFrauds(JsonFields fields) {
    KnownFrauds known =
        new KnownFrauds(fields.whole("rows"), fields.whole("champion"), fields.whole("challenger"));
    fields.end();
    return known;
  }

  private static void coverage(LabelCoverage coverage, ObjectNode node) {
    ArrayNode bands = node.putArray("bands");
    coverage.bands().forEach(band -> band(band, bands.addObject()));
    band(coverage.flagged(), node.putObject("flagged"));
    band(coverage.passed(), node.putObject("passed"));
    node.put("uneven", coverage.uneven());
  }

  private static LabelCoverage coverage(JsonFields fields) {
    List<Band> bands = fields.list("bands").stream().map(EvidenceCodec::band).toList();
    LabelCoverage coverage =
        new LabelCoverage(
            bands,
            band(fields.fields("flagged")),
            band(fields.fields("passed")),
            fields.text("uneven"));
    fields.end();
    return coverage;
  }

  private static void band(Band band, ObjectNode node) {
    node.put("rows", band.rows()).put("labelled", band.labelled());
  }

  private static Band band(JsonFields fields) {
    Band band = new Band(fields.whole("rows"), fields.whole("labelled"));
    fields.end();
    return band;
  }
}
