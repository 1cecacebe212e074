package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.DataFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir private Path directory;

  @Test
  void numbersWordsAndHolesAreToldApart() {
    DataTable table = open("a,b,c,d", "1,x,true,1.5", "2,,False,NA", "-inf,\"y,z\",,2e3");

    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.columns()).containsExactly("a", "b", "c", "d");
    assertThat(numbers(table, "a")).containsExactly(1, 2, Double.NEGATIVE_INFINITY);
    assertThat(numbers(table, "d")).containsExactly(1.5, Double.NaN, 2000);
    assertThat(table.column("c"))
        .isInstanceOfSatisfying(
            ColumnData.Numbers.class,
            flags -> {
              assertThat(flags.kind()).isEqualTo(ColumnData.NumberKind.FLAG);
              assertThat(flags.values()).containsExactly(1, 0, Double.NaN);
            });
    assertThat(table.column("b"))
        .isInstanceOfSatisfying(
            ColumnData.Texts.class,
            words -> {
              assertThat(words.dictionary()).containsExactly("x", "y,z");
              assertThat(words.codes()).containsExactly(0, -1, 1);
            });
  }

  @Test
  void aWordAfterNumbersMakesWordsOfThemAll() {
    DataTable table = open("code,n", "007,1", ",2", "1.50,3", "A7,4");

    assertThat(table.column("code"))
        .isInstanceOfSatisfying(
            ColumnData.Texts.class,
            words -> {
              assertThat(words.dictionary()).containsExactly("007", "1.50", "A7");
              assertThat(words.evidence()).contains("line 5", "A7");
            });
    assertThat(numbers(table, "n")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anEmptyLineIsAMissingValueWhereThereIsOneColumn() {
    DataTable one = open("", "a", "1", "", "", "2", "\"\"", "3", "", "");
    assertThat(numbers(one, "a")).containsExactly(1, Double.NaN, Double.NaN, 2, Double.NaN, 3);
    assertThat(open("a,b", "1,2", "", "3,4").rows()).isEqualTo(2);
    assertThatThrownBy(() -> open("", ""))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void semicolonsTabsAndBarsSeparateToo() {
    assertThat(open("a;b,c;d", "1;2;3").columns()).containsExactly("a", "b,c", "d");
    assertThat(open("a\tb", "1\t2").columns()).containsExactly("a", "b");
    assertThat(open("a|b", "1|2").columns()).containsExactly("a", "b");
  }

  @Test
  void gzipAndByteOrderMarksAreNoObstacle() throws IOException {
    Path file = directory.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(DataTable.open(file).columns()).containsExactly("a", "b");
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() throws IOException {
    assertWrong("line 3: has 1 fields, the header has 2", "a,b", "1,2", "3");
    assertWrong("line 1: the column a occurs twice", "a,b,a", "1,2,3");
    assertWrong("is empty");
    assertThatThrownBy(() -> DataTable.open(directory.resolve("none.csv")))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("none.csv: there is no such file");
    Path latin = directory.resolve("latin.csv");
    Files.write(latin, "name\nBäcker\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> DataTable.open(latin)).hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void aLongColumnKeepsItsOrder() {
    NumberColumn column = new NumberColumn();
    for (int i = 0; i < 100_000; i++) {
      column.add(i);
    }
    double[] values = column.values();
    assertThat(values).hasSize(100_000);
    assertThat(values[16_384]).isEqualTo(16_384);
    assertThat(values[99_999]).isEqualTo(99_999);
  }

  private void assertWrong(String message, String... lines) throws IOException {
    Path file = directory.resolve("wrong.csv");
    Files.writeString(file, String.join("\n", lines));
    assertThatThrownBy(() -> DataTable.open(file))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("wrong.csv")
        .hasMessageContaining(message);
  }

  private DataTable open(String... lines) {
    return DataTable.open(Tables.file(directory, "t.csv", lines));
  }

  private static double[] numbers(DataTable table, String column) {
    return ((ColumnData.Numbers) table.column(column)).values();
  }
}
