package io.evenkeel.incident;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.drift.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Drift reports as tests need them.
final class Evidence {
  private Evidence() {}

  /// A report of `all` features of which the named ones drifted.
  static DriftReport drifted(int all, String... names) {
    List<FeatureDrift> features = new ArrayList<>();
    for (String name : names) {
      features.add(feature(name, new Verdict.Drifted(0.4)));
    }
    for (int i = names.length; i < all; i++) {
      features.add(feature("calm_" + i, new Verdict.Stable(0.02)));
    }
    double score = (double) names.length / all;
    return new DriftReport(
        2000,
        features,
        List.of(),
        names.length == 0 ? new Verdict.Stable(0) : new Verdict.Drifted(score));
  }

  /// A report whose score is given, with one drifted feature of no impact.
  static DriftReport scored(double score) {
    return new DriftReport(
        2000,
        List.of(feature("merchant_cat", new Verdict.Drifted(0.4))),
        List.of(),
        new Verdict.Drifted(score));
  }

  static DriftReport with(DriftReport report, QualityIssue... issues) {
    return new DriftReport(report.rows(), report.features(), List.of(issues), report.verdict());
  }

  static DriftReport tooFew(long seen, long needed) {
    Verdict verdict = new Verdict.NotEnoughData(seen, needed);
    return new DriftReport(seen, List.of(feature("amount", verdict)), List.of(), verdict);
  }

  private static FeatureDrift feature(String name, Verdict verdict) {
    return new FeatureDrift(name, DriftTest.WASSERSTEIN, 0.1, verdict, 10_000, 2000);
  }
}
