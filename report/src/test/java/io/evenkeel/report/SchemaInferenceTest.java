package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.DataFileException;
import io.evenkeel.model.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaInferenceTest {
  @TempDir private Path directory;

  @Test
  void typesComeFromBothTablesAndWhatCannotBeJudgedIsLeftOut() {
    SchemaInference.Inferred inferred =
        infer(Tables.orders(directory, "a.csv", 2000, 1), Tables.orders(directory, "b.csv", 60, 2));

    assertThat(inferred.schema().features())
        .containsExactly(
            new TableFeature.Categorical("colour", List.of(), false, false),
            numeric("amount", false, false),
            numeric("items", true, false),
            new TableFeature.Categorical("member", List.of(), false, false),
            numeric("age", true, true),
            numeric("score", false, false),
            new TableFeature.Categorical("refunded", List.of(), false, false));
    assertThat(inferred.notes())
        .anyMatch(note -> note.contains("id") && note.contains("identifier"))
        .anyMatch(note -> note.contains("day") && note.contains("dates"));
  }

  @Test
  void theWrittenSchemaGivesTheSameReport() {
    Path before = Tables.orders(directory, "a.csv", 1500, 1);
    Path now = Tables.orders(directory, "b.csv", 400, 2, 1.6, List.of("red", "gold"));
    SchemaInference.Inferred inferred = infer(before, now);
    String yaml = SchemaText.of(inferred.schema(), inferred.notes());

    TableSchema read = TableSchemaFile.parse(yaml, "s.yaml");

    assertThat(read).isEqualTo(inferred.schema());
    assertThat(ReportJson.of(Tables.assessed(before, now, Optional.of(read))))
        .isEqualTo(ReportJson.of(Tables.assessed(before, now)));
  }

  @Test
  void everySchemaComesBackAsItWas() {
    TableSchema schema =
        new TableSchema(
            List.of(
                new TableFeature.Numeric(
                    "a \"b\" \\ #: é\u0007", new Range(0, true, 1e6), true, true, true, "INR / h"),
                new TableFeature.Numeric("hour", new Range(0, false, 23), true, false, false, ""),
                new TableFeature.Categorical(
                    "yes", List.of("7", "07", "true", "a, b", "null"), false, true)),
            Optional.of("no"),
            OptionalDouble.of(0.4),
            Optional.of("the score"),
            Optional.of("hour"));

    assertThat(TableSchemaFile.parse(SchemaText.of(schema, List.of("a\nb")), "s"))
        .isEqualTo(schema);
  }

  @Test
  void aSchemaOfAHomeIsReadToo() {
    TableSchema schema =
        TableSchemaFile.parse(
            """
            label: is_fraud
            threshold: 0.4
            features:
              - {name: amount, type: numeric, above: 0, max: 200000, unit: INR, highImpact: true}
              - {name: device, type: categorical, categories: [0, 1, 2]}
            """,
            "schema.yaml");

    assertThat(schema.label()).contains("is_fraud");
    assertThat(schema.highImpact()).containsExactly("amount");
    assertThat(schema.features().get(1))
        .isEqualTo(new TableFeature.Categorical("device", List.of("0", "1", "2"), false, false));
  }

  @Test
  void whatIsWrongInASchemaIsSaidWithItsPlace() {
    assertWrong("s.yaml: unknown key lable", "lable: x\nfeatures: []");
    assertWrong("feature a: unknown key maxx", "features: [{name: a, type: numeric, maxx: 3}]");
    assertWrong("at least one feature", "features: []");
    assertWrong("type must be numeric or categorical", "features: [{name: a, type: text}]");
    assertWrong("the name a occurs twice", "label: a\nfeatures: [{name: a, type: numeric}]");
    assertWrong("is not YAML", "features: [");
    assertWrong("threshold must be above 0", "threshold: 2\nfeatures: [{name: a, type: numeric}]");
  }

  @Test
  void wholeNumbersThatRepeatAreNoIdentifiers() {
    String[] lines = new String[201];
    lines[0] = "ascending,income,few";
    for (int i = 0; i < 200; i++) {
      lines[i + 1] = i + 1000 + "," + (20_000 + 397 * i) + "," + i % 10;
    }
    Path file = Tables.file(directory, "t.csv", lines);

    assertThat(infer(file, file).schema().features())
        .containsExactly(
            numeric("income", true, false),
            new TableFeature.Categorical("few", List.of(), false, false));
  }

  private static TableFeature numeric(String name, boolean whole, boolean nullable) {
    return new TableFeature.Numeric(name, Range.any(), whole, nullable, false, "");
  }

  private static void assertWrong(String message, String yaml) {
    assertThatThrownBy(() -> TableSchemaFile.parse(yaml, "s.yaml"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("s.yaml")
        .hasMessageContaining(message);
  }

  private static SchemaInference.Inferred infer(Path reference, Path current) {
    return SchemaInference.of(DataTable.open(reference), DataTable.open(current));
  }
}
