import io.evenkeel.drift.Column;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.FeatureDrift;
import io.evenkeel.drift.Reference;
import java.util.List;
import java.util.Random;

/// Compares two arrays: has the distribution moved? See README.md for how to run it.
void main() {
  double[] before = new Random(1).doubles(10_000).map(Math::log).toArray();
  double[] after = new Random(2).doubles(2_000).map(u -> Math.log(u) - 0.4).toArray();

  Column amount = new Column.Numeric("amount", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  Reference reference = Reference.of(List.of(amount), new double[][] {before});
  DriftReport report = reference.compare(new double[][] {after}, 0, 50);

  for (FeatureDrift feature : report.features()) {
    IO.println("%s: %s by %s, limit %.3f"
        .formatted(feature.feature(), feature.verdict(), feature.test().code(), feature.threshold()));
  }
}
