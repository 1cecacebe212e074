package io.evenkeel.incident;

import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.HoldoutComparison.Measured;
import io.evenkeel.model.LabelCoverage;
import io.evenkeel.model.OperatingPoint;
import io.evenkeel.model.PairedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The figures of a gate in words.
final class EvidenceWords {
  private EvidenceWords() {}

  static String rocAuc(HoldoutComparison compared) {
    return switch (compared) {
      case Measured measured ->
          "roc_auc %s, %d frauds)".formatted(open(measured.rocAuc(), "%.4f"), measured.positives());
      case HoldoutComparison.NotEnoughData(int seen, int needed) ->
          "has %d of a class, %d are needed".formatted(seen, needed);
    };
  }

  static List<String> lines(GateEvidence evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s -> %s on mature rows%s"
            .formatted(
                evidence.champion(),
                evidence.challenger(),
                evidence.passThrough() ? " that passed by lot" : ""));
    holdout("recent", evidence.recent(), lines);
    holdout("trusted", evidence.trusted(), lines);
    evidence
        .knownFrauds()
        .ifPresent(known ->
            lines.add(
                "known frauds: caught %d -> %d of %d"
                    .formatted(known.champion(), known.challenger(), known.rows())));
    lines.add(coverage(evidence.coverage()));
    return List.copyOf(lines);
  }

  private static void holdout(String name, HoldoutComparison compared, List<String> lines) {
    switch (compared) {
      case HoldoutComparison.NotEnoughData _ ->
          lines.add("%s hold-out %s".formatted(name, rocAuc(compared)));
      case Measured measured -> {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s hold-out: %,d frauds, %,d honest",
                name,
                measured.positives(),
                measured.negatives()));
        lines.add(line(name, "ROC-AUC", measured.rocAuc(), "%.4f"));
        lines.add(line(name, "PR-AUC", measured.prAuc(), "%.4f"));
        lines.add(
            line(
                name,
                String.format(
                    Locale.ROOT, "recall at %.1f %% false", 100 * measured.falsePositiveRate()),
                measured.recall(),
                "%.3f"));
        measured
            .cost()
            .ifPresent(cost -> lines.add(line(name, "cost of 1,000 payments", cost, "%,.0f")));
        lines.add(threshold(name, measured.champion(), measured.challenger()));
      }
    }
  }

  private static String threshold(String name, OperatingPoint before, OperatingPoint after) {
    return String.format(
        Locale.ROOT,
        "%s at threshold %.2f: flagged %.2f %% -> %.2f %%, recall %.3f -> %.3f",
        name,
        after.threshold(),
        100 * before.flagged(),
        100 * after.flagged(),
        before.recall(),
        after.recall());
  }

  private static String coverage(LabelCoverage coverage) {
    LabelCoverage.Band all = coverage.all();
    return String.format(
        Locale.ROOT,
        "labels: %,d of %,d mature rows, %s",
        all.labelled(),
        all.rows(),
        coverage.even() ? "alike for every score" : "uneven: " + coverage.uneven());
  }

  private static String line(
      String holdout, String figure, PairedDifference difference, String format) {
    return holdout + " " + figure + " " + open(difference, format) + ")";
  }

  private static String open(PairedDifference difference, String format) {
    String signed = format.replace("%", "%+");
    return String.format(
        Locale.ROOT,
        format + " -> " + format + " (" + signed + ", 95 %% " + signed + " to " + signed,
        difference.champion(),
        difference.challenger(),
        difference.delta(),
        difference.lower(),
        difference.upper());
  }
}
