package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  private static final FeatureSchema SCHEMA = SyntheticPayments.SCHEMA;
  private static final String HEADER = "amount,hour,receiver_age_days,device_type,is_fraud\n";

  @TempDir Path directory;

  @Test
  void writesWholeNumbersWithoutFractionAndMissingOnesAsNothing() throws IOException {
    FeatureTable rows =
        FeatureTable.ofRows(
            SCHEMA,
            List.of(new double[] {12.5, 3, Double.NaN, 0}, new double[] {100_000, 23, 7, 2}));
    Path file = directory.resolve("rows.csv");
    TableFile.write(file, new LabelledTable(rows, new boolean[] {true, false}));
    assertThat(file).hasContent(HEADER + "12.5,3,,0,1\n100000,23,7,2,0\n");
    TableFile.write(file, rows);
    assertThat(file)
        .hasContent("amount,hour,receiver_age_days,device_type\n12.5,3,,0\n100000,23,7,2\n");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void givesBackEveryDoubleExactly() {
    SplittableRandom random = new SplittableRandom(11);
    double[][] columns = new double[SCHEMA.size()][2_000];
    boolean[] labels = new boolean[2_000];
    for (double[] column : columns) {
      for (int row = 0; row < column.length; row++) {
        double any = Double.longBitsToDouble(random.nextLong());
        column[row] = Double.isInfinite(any) ? Double.NaN : any;
      }
    }
    columns[0][0] = -0.0;
    columns[0][1] = 9_007_199_254_740_992.0;
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextBoolean();
    }
    Path file = directory.resolve("rows.csv");
    TableFile.write(file, new LabelledTable(new FeatureTable(SCHEMA, columns), labels));
    LabelledTable back = TableFile.readLabelled(file, SCHEMA, ExtraColumns.REJECT);
    assertThat(back.labels()).isEqualTo(labels);
    for (int feature = 0; feature < columns.length; feature++) {
      assertThat(back.features().column(feature)).isEqualTo(columns[feature]);
    }
  }

  @Test
  void acceptsColumnsInAnyOrder() throws IOException {
    Path file =
        given("\uFEFFis_fraud,hour,amount,device_type,receiver_age_days\r\nTrue, 4,1e3,1,\r\n");
    LabelledTable table = TableFile.readLabelled(file, SCHEMA, ExtraColumns.REJECT);
    assertThat(table.features().row(0)).containsExactly(1_000, 4, Double.NaN, 1);
    assertThat(table.labels()).containsExactly(true);
  }

  @Test
  void readsFeaturesWithAndWithoutTheLabelColumn() throws IOException {
    FeatureTable with =
        TableFile.readFeatures(given(HEADER + "1,2,3,0,\n"), SCHEMA, ExtraColumns.REJECT);
    FeatureTable without =
        TableFile.readFeatures(
            given("amount,hour,receiver_age_days,device_type\n1,2,3,0\n"),
            SCHEMA,
            ExtraColumns.REJECT);
    assertThat(with.row(0)).isEqualTo(without.row(0)).containsExactly(1, 2, 3, 0);
  }

  @Test
  void takesExtraColumnsOnlyWhenTold() throws IOException {
    Path file = given("note,amount,hour,receiver_age_days,device_type\n\"a,\nb\",1,2,3,0\n");
    assertThat(TableFile.readFeatures(file, SCHEMA, ExtraColumns.IGNORE).row(0))
        .containsExactly(1, 2, 3, 0);
    assertThatThrownBy(() -> TableFile.readFeatures(file, SCHEMA, ExtraColumns.REJECT))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("given.csv: line 1: the column note is not in the schema");
  }

  @Test
  void namesFileLineAndColumn() throws IOException {
    assertRejected(HEADER + "1,2,3,0,0\n1,x,3,0,0\n", "line 3, column hour", "\"x\"");
    assertRejected(HEADER + "NaN,2,3,0,0\n", "line 2, column amount");
    assertRejected(HEADER + "Infinity,2,3,0,0\n", "line 2, column amount");
    assertRejected(HEADER + "1e999,2,3,0,0\n", "line 2, column amount");
    assertRejected(HEADER + "0x1p3,2,3,0,0\n", "line 2, column amount");
    assertRejected(HEADER + "1,2,3,0,2\n", "line 2, column is_fraud", "0 or 1");
    assertRejected(HEADER + "1,2,3,0,\n", "line 2, column is_fraud", "0 or 1");
    assertRejected(HEADER + "1,2,3,0\n", "line 2: has 4 fields, the header has 5");
    assertRejected("amount,hour\n1,2\n", "lacks receiver_age_days, device_type, is_fraud");
    assertRejected("amount,amount,hour\n", "the column amount occurs twice");
    assertRejected("", "is empty");
    assertRejected(HEADER + "\"1,2,3,0,0\n", "is not CSV");
    Path bytes = directory.resolve("given.csv");
    Files.write(bytes, new byte[] {(byte) 0xC3, '('});
    assertThatThrownBy(() -> TableFile.readLabelled(bytes, SCHEMA, ExtraColumns.REJECT))
        .hasMessageContaining("given.csv: is not UTF-8 text");
    assertThatThrownBy(() ->
            TableFile.readLabelled(directory.resolve("none.csv"), SCHEMA, ExtraColumns.REJECT))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("none.csv: there is no such file");
  }

  @Test
  void readsATableWithoutRows() throws IOException {
    assertThat(TableFile.readLabelled(given(HEADER), SCHEMA, ExtraColumns.REJECT).rows()).isZero();
  }

  @Test
  void keepsTheOldFileWhenTheNewOneCannotBeWritten() throws IOException {
    Path file = given("old");
    FeatureTable infinite =
        FeatureTable.ofRows(SCHEMA, List.of(new double[] {Double.POSITIVE_INFINITY, 0, 0, 0}));
    assertThatThrownBy(() -> TableFile.write(file, infinite))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0: amount is Infinity");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  private void assertRejected(String csv, String... parts) throws IOException {
    Path file = given(csv);
    assertThatThrownBy(() -> TableFile.readLabelled(file, SCHEMA, ExtraColumns.REJECT))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("given.csv: ")
        .hasMessageContainingAll(parts);
  }

  private Path given(String csv) throws IOException {
    Path file = directory.resolve("given.csv");
    return Files.writeString(file, csv);
  }
}
