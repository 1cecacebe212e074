package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.simulator.GeneratedWorld;
import io.evenkeel.simulator.Regime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void noDriftIsZeroAndDriftIsThree() throws IOException {
    Path reference = pets("a.csv", 1, 1200, 0, "cat", "dog", "fish");
    Path same = pets("b.csv", 2, 600, 0, "cat", "dog", "fish");
    Path moved = pets("c.csv", 3, 600, 2, "cat", "snake");

    assertThat(run("--reference", reference, "--current", same)).isZero();
    assertThat(out.toString()).contains("Inferred schema", "No drift: none of 2 features");
    assertThat(run("--reference", reference, "--current", moved)).isEqualTo(3);
    assertThat(out.toString()).contains("Drift: 2 of 2 features", "The policy would: ", "To do: ");
  }

  @Test
  void tooFewRowsAreNeitherDriftNorNone() throws IOException {
    Path reference = pets("a.csv", 1, 500, 0, "cat", "dog");
    Path few = pets("b.csv", 2, 30, 0, "cat", "dog");

    assertThat(run("--reference", reference, "--current", few)).isEqualTo(1);
    assertThat(out.toString()).contains("Not enough data: 30 of 50 rows");
  }

  @Test
  void theWrittenSchemaIsTakenBackAndBothReportsAreWritten() throws IOException {
    Path reference = pets("a.csv", 1, 500, 0, "cat", "dog");
    Path schema = directory.resolve("out/schema.yaml");
    assertThat(run("--reference", reference, "--current", reference, "--write-schema", schema))
        .isZero();
    Path json = directory.resolve("out/report.json");
    Path html = directory.resolve("out/report.html");

    int code =
        run(
            "--reference",
            reference,
            "--current",
            reference,
            "--schema",
            schema,
            "--json",
            json,
            "--html",
            html);

    assertThat(code).isZero();
    assertThat(Files.readString(json)).contains("\"form\" : \"evenkeel/report/1\"");
    assertThat(Files.readString(html)).startsWith("<!doctype html>").contains("No drift");
  }

  @Test
  void aTestByNameJudgesTheFeaturesOfItsKind() throws IOException {
    Path reference = pets("a.csv", 1, 1500, 0, "cat", "dog");
    Path moved = pets("b.csv", 2, 600, 2, "cat", "dog");
    Path json = directory.resolve("r.json");

    assertThat(run("--reference", reference, "--current", moved, "--test", "ks", "--json", json))
        .isEqualTo(3);
    assertThat(Files.readString(json))
        .contains("\"stat_test\" : \"ks\"", "\"stat_test\" : \"jensenshannon\"");
    assertThat(run("--reference", reference, "--current", moved, "--test", "guess")).isEqualTo(2);
    assertThat(err.toString()).contains("no test is called guess; there are ks, wasserstein");
  }

  @Test
  void whatCannotBeReadIsSaidAndIsUsage() throws IOException {
    Path reference = pets("a.csv", 1, 500, 0, "cat", "dog");
    Path broken = Files.writeString(directory.resolve("broken.csv"), "weight,kind\n1.5,cat\n2\n");
    Path words = Files.writeString(directory.resolve("words.csv"), "weight,kind\nheavy,cat\n");
    Path schema =
        Files.writeString(
            directory.resolve("s.yaml"), "features: [{name: weight, type: numeric}]\n");
    Path typo =
        Files.writeString(
            directory.resolve("t.yaml"), "features: [{nam: weight, type: numeric}]\n");

    assertThat(run("--reference", reference)).isEqualTo(2);
    assertThat(err.toString()).contains("--current is missing");
    assertThat(run("--reference", reference, "--current", broken)).isEqualTo(2);
    assertThat(err.toString()).contains("broken.csv: line 3: has 1 fields, the header has 2");
    assertThat(run("--reference", reference, "--current", directory.resolve("no.csv")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("no.csv: there is no such file");
    assertThat(run("--reference", reference, "--current", words, "--schema", schema)).isEqualTo(2);
    assertThat(err.toString()).contains("words.csv: column weight: line 2", "heavy");
    assertThat(run("--reference", reference, "--current", reference, "--schema", typo))
        .isEqualTo(2);
    assertThat(err.toString()).contains("t.yaml: feature 1: name is missing");
  }

  @Test
  void aSchemaThatGenerateWroteWorks() {
    new GeneratedWorld(3000, 100, 100, 7, false).writeTo(directory, false);
    Path festival = directory.resolve("festival.csv");
    GeneratedWorld.writeRows(festival, Regime.high(), 2000, 8);

    int code =
        run(
            "--reference",
            directory.resolve("data/reference.csv"),
            "--current",
            festival,
            "--schema",
            directory.resolve("schema.yaml"));

    assertThat(code).isEqualTo(3);
    assertThat(out.toString()).contains("of 8 features");
  }

  @Test
  void theJsonSchemaIsPublished() {
    assertThat(run("--print-json-schema")).isZero();
    assertThat(out.toString()).contains("https://json-schema.org/draft/2020-12/schema");
  }

  private Path pets(String name, long seed, int rows, double shift, String... kinds)
      throws IOException {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("weight,kind\n");
    for (int row = 0; row < rows; row++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%.4f,%s%n",
              shift + random.nextGaussian(),
              kinds[random.nextInt(kinds.length)]));
    }
    return Files.writeString(directory.resolve(name), csv);
  }

  private int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = new String[arguments.length + 1];
    words[0] = "report";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
