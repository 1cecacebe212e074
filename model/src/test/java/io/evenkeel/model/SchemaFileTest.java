package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFileTest {
  @TempDir Path directory;

  @Test
  void readsTheDocumentedShape() throws IOException {
    FeatureSchema schema =
        read(
            """
            label: is_fraud
            threshold: 0.40
            features:
              - {name: amount, type: numeric, above: 0, max: 200000, unit: INR, highImpact: true}
              - {name: hour, type: numeric, whole: true, min: 0, max: 23}
              - {name: receiver_age_days, type: numeric, whole: true, min: 0, nullable: true}
              - {name: merchant_cat, type: categorical, categories: [0, 1, 2]}
            """);
    assertThat(schema.label()).isEqualTo("is_fraud");
    assertThat(schema.threshold()).isEqualTo(0.4);
    assertThat(schema.features())
        .containsExactly(
            new Feature.Numeric("amount", new Range(0, true, 200_000), false, false, true, "INR"),
            new Feature.Numeric("hour", new Range(0, false, 23), true, false, false, ""),
            new Feature.Numeric(
                "receiver_age_days",
                new Range(0, false, Double.POSITIVE_INFINITY),
                true,
                true,
                false,
                ""),
            new Feature.Categorical("merchant_cat", new TreeSet<>(Set.of(0, 1, 2)), false, false));
  }

  @Test
  void keepsTheClockAndTheColumnOfScores() throws IOException {
    String yaml =
        """
        label: is_fraud
        threshold: 0.4
        season: hour
        prediction: score
        features:
          - {name: hour, type: numeric, min: 0, max: 23, whole: true}
          - {name: amount, type: numeric, above: 0}
        """;
    FeatureSchema schema = read(yaml);
    assertThat(schema.season()).contains("hour");
    assertThat(schema.prediction()).contains("score");
    Path file = directory.resolve("copy.yaml");
    SchemaFile.write(file, schema);
    assertThat(file).hasContent(yaml);
  }

  @Test
  void refusesAClockThatIsNone() {
    for (String clock : List.of("amount", "nothing")) {
      assertThatThrownBy(() ->
              read(
                  """
                  label: is_fraud
                  threshold: 0.4
                  season: %s
                  features:
                    - {name: amount, type: numeric, above: 0}
                  """
                      .formatted(clock)))
          .isInstanceOf(DataFileException.class)
          .hasMessageContaining("season names " + clock);
    }
  }

  @Test
  void refusesScoresInTheColumnOfAFeature() {
    assertThatThrownBy(() ->
            read(
                """
                label: is_fraud
                threshold: 0.4
                prediction: amount
                features:
                  - {name: amount, type: numeric, above: 0}
                """))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("prediction must be a column of its own");
  }

  @Test
  void writesTheDocumentedShape() throws IOException {
    Path file = directory.resolve("schema.yaml");
    SchemaFile.write(file, SyntheticPayments.SCHEMA);
    assertThat(file)
        .hasContent(
            """
            label: is_fraud
            threshold: 0.4
            features:
              - {name: amount, type: numeric, above: 0, max: 200000, unit: INR, highImpact: true}
              - {name: hour, type: numeric, min: 0, max: 23, whole: true}
              - {name: receiver_age_days, type: numeric, min: 0, whole: true, nullable: true}
              - {name: device_type, type: categorical, categories: [0, 1, 2]}
            """);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void givesBackWhatWasWritten() {
    FeatureSchema awkward =
        new FeatureSchema(
            "was it: \"bad\"?",
            0.123456789012345,
            List.of(
                new Feature.Numeric("yes", Range.any(), false, true, true, "% of \\ limit"),
                new Feature.Numeric("a, b}", new Range(-0.1, true, 1e17), true, false, false, "€"),
                new Feature.Numeric(
                    "3", new Range(Double.NEGATIVE_INFINITY, true, 5), false, false, false, "1\n2"),
                new Feature.Categorical("no", new TreeSet<>(Set.of(-4, 7)), true, true)));
    Path file = directory.resolve("deep/er/schema.yaml");
    SchemaFile.write(file, awkward);
    assertThat(SchemaFile.read(file)).isEqualTo(awkward);
  }

  @Test
  void namesTheFileTheFeatureAndTheFault() {
    assertRejected("- {name: a, type: numeric, abov: 0}", "feature a: unknown key abov");
    assertRejected(
        "- {name: a, type: numeric, above: 0, min: 1}", "feature a: has both above", "min");
    assertRejected("- {type: numeric}", "feature 1: name is missing");
    assertRejected("- {name: a}", "feature a: type is missing");
    assertRejected("- {name: a, type: number}", "feature a: type must be numeric or categorical");
    assertRejected("- {name: a, type: numeric, min: low}", "feature a: min must be a number");
    assertRejected("- {name: a, type: numeric, min: 2, max: 1}", "feature a: not a range");
    assertRejected("- {name: a, type: numeric, whole: 1}", "feature a: whole must be true or");
    assertRejected("- {name: a, type: numeric, categories: [1]}", "unknown key categories");
    assertRejected("- {name: a, type: categorical}", "feature a: categories is missing");
    assertRejected("- {name: a, type: categorical, categories: []}", "at least one category");
    assertRejected("- {name: a, type: categorical, categories: [1.5]}", "whole numbers");
    assertRejected("- {name: a, type: categorical, categories: [1, 1]}", "1 occurs twice");
    assertRejected("- {name: a, type: categorical, min: 0, categories: [1]}", "unknown key min");
    assertRejected(
        "- {name: a, type: numeric}\n  - {name: a, type: numeric}", "the name a occurs twice");
    assertRejected("- {name: a, name: b, type: numeric}", "is not YAML");
    assertRejected("- oops", "feature 1: must be a mapping");
  }

  @Test
  void namesWhatIsWrongAtTheTop() {
    assertThatThrownBy(() -> read("label: x\nthreshold: 0.5\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("features is missing");
    assertThatThrownBy(() -> read("label: x\nthreshold: 1.5\nfeatures: [{name: a, type: numeric}]"))
        .hasMessageContaining("threshold must be above 0 and below 1");
    assertThatThrownBy(() -> read("just text")).hasMessageContaining("must have the keys");
    assertThatThrownBy(() -> read("")).hasMessageContaining("must have the keys");
    assertThatThrownBy(() -> SchemaFile.read(directory.resolve("none.yaml")))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("none.yaml: there is no such file");
  }

  private void assertRejected(String features, String... parts) {
    assertThatThrownBy(() -> read("label: l\nthreshold: 0.5\nfeatures:\n  " + features + "\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("given.yaml: ")
        .hasMessageContainingAll(parts);
  }

  private FeatureSchema read(String yaml) throws IOException {
    Path file = directory.resolve("given.yaml");
    Files.writeString(file, yaml);
    return SchemaFile.read(file);
  }
}
