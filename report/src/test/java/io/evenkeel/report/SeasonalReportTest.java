package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.TestChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of one afternoon against a reference of whole days.
class SeasonalReportTest {
  private static final String FEATURES =
      """
      features:
        - {name: hour, type: numeric, min: 0, max: 23, whole: true}
        - {name: amount, type: numeric}
      """;

  @TempDir private Path directory;

  @Test
  void aQuietAfternoonIsNoDriftWhereTheClockIsDeclared() {
    Assessment assessment = assess("season: hour\n" + FEATURES, 0);
    assertThat(assessment.drift().driftedFeatures()).isEmpty();
    assertThat(assessment.cause().faults()).isEmpty();
    assertThat(assessment.cause().segments()).isEmpty();
  }

  @Test
  void anAfternoonThatMovedIsDrift() {
    assertThat(assess("season: hour\n" + FEATURES, 1).drift().driftedFeatures())
        .containsExactly("amount");
  }

  @Test
  void withoutTheClockTheSameAfternoonDrifts() {
    assertThat(assess(FEATURES, 0).drift().driftedFeatures()).contains("hour", "amount");
  }

  private Assessment assess(String schema, double moved) {
    Path file = Tables.file(directory, "s.yaml", schema);
    Path days = rows("days.csv", 20_000, 1, 0, 24, 0);
    Path afternoon = rows("afternoon.csv", 1_500, 2, 14, 2, moved);
    try (DataTable reference = DataTable.open(days);
        DataTable current = DataTable.open(afternoon)) {
      return new Assessor(
              reference, current, TableSchemaFile.read(file), TestChoice.byDefaultRule(), 50, 7)
          .assess("afternoon", List.of());
    }
  }

  /// Amounts that follow the hour.
  private Path rows(String name, int rows, long seed, int from, int hours, double moved) {
    Random random = new Random(seed);
    String[] lines = new String[rows + 1];
    lines[0] = "hour,amount";
    for (int row = 1; row <= rows; row++) {
      int hour = from + random.nextInt(hours);
      double amount = Math.sin(hour * Math.PI / 12) * 3 + random.nextGaussian() + moved;
      lines[row] = String.format(Locale.ROOT, "%d,%.6f", hour, amount);
    }
    return Tables.file(directory, name, lines);
  }
}
