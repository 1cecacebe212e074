package io.evenkeel.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.evenkeel.drift.WatchBins;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.Range;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionReferenceTest {
  @TempDir Path home;

  @Test
  void whoeverMakesItFromTheSameRowsHasTheSameBins() {
    FeatureTable rows = rows(Optional.empty(), 24, 1);

    WatchBins one = VersionReference.of(rows).bins();
    assertThat(VersionReference.of(rows(Optional.empty(), 24, 1)).bins().digest())
        .isEqualTo(one.digest());
    assertThat(VersionReference.of(rows(Optional.empty(), 24, 2)).bins().digest())
        .isNotEqualTo(one.digest());
    assertThat(one.features()).containsExactly("amount", "hour");
  }

  @Test
  void aClockIsNoWatchedFeature() {
    VersionReference reference = VersionReference.of(rows(Optional.of("hour"), 24, 1));

    assertThat(reference.bins().features()).containsExactly("amount");
    assertThat(reference.bins().season()).isPresent();
    assertThat(reference.statistics().rows()).isEqualTo(12_000);
    assertThat(reference.repeatsAreRare()).isTrue();
  }

  @Test
  void hoursThatAVersionHasNotSeenAreItsParents() {
    FeatureTable parent = rows(Optional.of("hour"), 24, 1);
    FeatureTable afternoon = rows(Optional.of("hour"), 6, 2);

    VersionReference reference = VersionReference.of(afternoon, List.of(parent));

    assertThat(reference.rows()).as("the rows that it answers for").isSameAs(afternoon);
    // 18 of 24 hours, 500 rows each.
    assertThat(reference.statistics().rows()).isEqualTo(12_000 + 9_000);
    assertThat(VersionReference.of(parent, List.of(afternoon)).statistics().rows())
        .isEqualTo(12_000);
    FeatureTable plain = rows(Optional.empty(), 6, 2);
    assertThat(VersionReference.of(plain, List.of(parent)).statistics().rows()).isEqualTo(12_000);
  }

  @Test
  void withoutTheParentThatHasTheMissingHoursThereIsNoReferenceForNow() throws Exception {
    ModelBundle parent = train("v1", Optional.empty(), rows(Optional.of("hour"), 24, 1));
    ModelBundle child = train("v2", Optional.of("v1"), rows(Optional.of("hour"), 6, 2));
    AtomicBoolean away = new AtomicBoolean(true);
    Function<String, ModelBundle> open =
        version -> {
          assertThat(version).isEqualTo("v1");
          if (away.get()) {
            throw new BundleException("models/v1: not there");
          }
          return parent;
        };

    assertThatThrownBy(() -> VersionReference.of(child, open))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "hours that v2 has not seen are those of v1, which cannot be opened: models/v1: not"
                + " there");
    away.set(false);
    WatchBins bins = VersionReference.of(child, open).bins();
    assertThat(bins.digest())
        .isEqualTo(
            VersionReference.of(child.reference().features(), List.of(parentRows()))
                .bins()
                .digest());
    assertThat(VersionReference.of(parent, _ -> fail("no hour is missing")).rows()).isNotNull();
  }

  private static FeatureTable parentRows() {
    return rows(Optional.of("hour"), 24, 1);
  }

  private ModelBundle train(String version, Optional<String> parent, FeatureTable rows)
      throws InterruptedException {
    boolean[] frauds = new boolean[rows.rows()];
    float[] weights = new float[rows.rows()];
    Arrays.fill(weights, 1);
    for (int i = 0; i < frauds.length; i++) {
      frauds[i] = rows.column(0)[i] > 1;
    }
    LabelledTable table = new LabelledTable(rows, frauds);
    TrainingPlan plan =
        new TrainingPlan(version, parent, "a test", table, weights, table, table, 1);
    return new TrainingProcess(
            Duration.ofMinutes(1), new Hyperparameters(2, 2, 0.3, 1, 1, 1), Clock.systemUTC())
        .train(plan, home.resolve(version));
  }

  /// Rows of the first hours of the day, as many of each.
  private static FeatureTable rows(Optional<String> season, int hours, long seed) {
    FeatureSchema schema =
        new FeatureSchema(
            "is_fraud",
            0.4,
            List.of(
                new Feature.Numeric("amount", Range.any(), false, false, false, ""),
                new Feature.Numeric("hour", new Range(0, false, 23), true, false, false, "")),
            season,
            Optional.empty());
    Random random = new Random(seed);
    double[][] columns = new double[2][12_000];
    for (int i = 0; i < columns[0].length; i++) {
      columns[0][i] = random.nextGaussian();
      columns[1][i] = i % hours;
    }
    return new FeatureTable(schema, columns);
  }
}
