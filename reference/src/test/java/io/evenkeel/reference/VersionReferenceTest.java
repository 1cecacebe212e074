package io.evenkeel.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.WatchBins;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Range;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionReferenceTest {
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
