package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetWriter;
import io.evenkeel.model.DataFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest {
  private static final int ROWS = 3000;
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(PrimitiveTypeName.DOUBLE)
          .named("amount")
          .required(PrimitiveTypeName.FLOAT)
          .named("rate")
          .required(PrimitiveTypeName.INT32)
          .named("items")
          .required(PrimitiveTypeName.INT64)
          .named("big")
          .required(PrimitiveTypeName.BOOLEAN)
          .named("member")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("colour")
          .required(PrimitiveTypeName.INT32)
          .as(LogicalTypeAnnotation.dateType())
          .named("day")
          .optional(PrimitiveTypeName.DOUBLE)
          .named("age")
          .named("orders");

  @TempDir private Path directory;

  private record Order(
      double amount, float rate, int items, long big, boolean member, String colour, double age) {}

  @Test
  void parquetAndCsvOfTheSameRowsAreTheSame() throws IOException {
    List<Order> orders = orders(1, 1);
    DataTable parquet = DataTable.open(parquet("a.parquet", orders));
    DataTable csv = DataTable.open(csv("a.csv", orders));

    assertThat(parquet.rows()).isEqualTo(ROWS);
    assertThat(parquet.columns()).containsExactlyElementsOf(csv.columns());
    for (String column : parquet.columns()) {
      switch (parquet.column(column)) {
        case ColumnData.Numbers(double[] values, ColumnData.NumberKind kind) -> {
          ColumnData.Numbers other = (ColumnData.Numbers) csv.column(column);
          assertThat(values).as(column).containsExactly(other.values());
          assertThat(kind).as(column).isEqualTo(other.kind());
        }
        case ColumnData.Texts(int[] codes, List<String> dictionary, _) -> {
          ColumnData.Texts other = (ColumnData.Texts) csv.column(column);
          assertThat(codes).containsExactly(other.codes());
          assertThat(dictionary).isEqualTo(other.dictionary());
        }
        case ColumnData.Other other -> assertThat(csv.column(column)).isEqualTo(other);
      }
    }
  }

  @Test
  void reportsOfParquetAndCsvAgree() throws IOException {
    List<Order> before = orders(1, 1);
    List<Order> now = orders(2, 1.8);
    Assessment fromParquet =
        Tables.assessed(parquet("a.parquet", before), parquet("b.parquet", now));
    Assessment fromCsv = Tables.assessed(csv("a.csv", before), csv("b.csv", now));

    assertThat(fromParquet.drift()).isEqualTo(fromCsv.drift());
    assertThat(fromParquet.drift().driftedFeatures()).containsExactly("amount");
    assertThat(fromParquet.currentSummary()).isEqualTo(fromCsv.currentSummary());
  }

  /// The file is written by `parity/parquet_types.py`.
  @Test
  void decimalsAndUnsignedIntegersOfEveryWidthAreNumbers() throws Exception {
    DataTable table =
        DataTable.open(
            Path.of(
                Objects.requireNonNull(ParquetTableTest.class.getResource("types.parquet"))
                    .toURI()));

    assertThat(numbers(table, "price")).containsExactly(0.1, Double.NaN, -1.2345678901234567e19);
    assertThat(numbers(table, "short")).containsExactly(1.25, -99.99, Double.NaN);
    assertThat(numbers(table, "large")).containsExactly(1e30, 0.001, -2.5);
    assertThat(numbers(table, "byte")).containsExactly(0, 200, 255);
    assertThat(numbers(table, "half")).containsExactly(0, 40_000, 65_535);
    assertThat(numbers(table, "word")).containsExactly(0, 3e9, 4_294_967_295.0);
    assertThat(numbers(table, "long")).containsExactly(0, 0x1p63, 0x1p64);
    assertThat(table.column("raw"))
        .isEqualTo(new ColumnData.Other(3, "holds bytes that are no text"));
  }

  private static double[] numbers(DataTable table, String column) {
    return ((ColumnData.Numbers) table.column(column)).values();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = parquet("a.parquet", orders(1, 1));
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(bytes, 2000));

    assertThatThrownBy(() -> DataTable.open(cut))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("cut.parquet: cannot be read as Parquet");
  }

  private static List<Order> orders(long seed, double factor) {
    Random random = new Random(seed);
    String[] colours = {"red", "green", "blue"};
    Order[] orders = new Order[ROWS];
    for (int i = 0; i < ROWS; i++) {
      orders[i] =
          new Order(
              factor * Math.exp(3 + random.nextGaussian()),
              random.nextInt(100) / 4f,
              random.nextInt(24),
              random.nextInt(5000) * 1_000L,
              random.nextBoolean(),
              colours[random.nextInt(3)],
              random.nextInt(10) == 0 ? Double.NaN : 20 + random.nextInt(60));
    }
    return List.of(orders);
  }

  private Path parquet(String name, List<Order> orders) throws IOException {
    Path file = directory.resolve(name);
    try (ParquetWriter<Order> writer =
        ParquetWriter.writeFile(
            SCHEMA,
            file.toFile(),
            (order, to) -> {
              to.write("amount", order.amount());
              to.write("rate", order.rate());
              to.write("items", order.items());
              to.write("big", order.big());
              to.write("member", order.member());
              to.write("colour", order.colour());
              to.write("day", 20_000);
              if (!Double.isNaN(order.age())) {
                to.write("age", order.age());
              }
            })) {
      for (Order order : orders) {
        writer.write(order);
      }
    }
    return file;
  }

  private Path csv(String name, List<Order> orders) throws IOException {
    StringBuilder csv = new StringBuilder("amount,rate,items,big,member,colour,day,age\n");
    for (Order order : orders) {
      csv.append(order.amount()).append(',').append(order.rate()).append(',');
      csv.append(order.items()).append(',').append(order.big()).append(',');
      csv.append(order.member()).append(',').append(order.colour()).append(",2024-10-04,");
      csv.append(Double.isNaN(order.age()) ? "" : order.age()).append('\n');
    }
    return Files.writeString(directory.resolve(name), csv);
  }
}
