package io.evenkeel.cli;

import io.evenkeel.drift.Column;
import io.evenkeel.drift.DriftTest;
import io.evenkeel.drift.TestChoice;
import io.evenkeel.drift.Verdict;
import io.evenkeel.model.DataFileException;
import io.evenkeel.report.Assessment;
import io.evenkeel.report.Assessor;
import io.evenkeel.report.DataTable;
import io.evenkeel.report.ReportJson;
import io.evenkeel.report.ReportPage;
import io.evenkeel.report.ReportText;
import io.evenkeel.report.SchemaInference;
import io.evenkeel.report.SchemaText;
import io.evenkeel.report.TableSchemaFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Compares two files.
@Command(
    name = "report",
    description = {
      "Compares the rows of two files, CSV or Parquet, and says what drifted. Needs no home and no server.",
      "Exit codes: 0 no drift, 3 drift, 2 usage or a file that cannot be read, 1 too few rows to say."
    })
final class ReportCommand implements Callable<Integer> {
  private static final int DRIFT = 3;
  private static final int LEAST_ROWS = 50;
  private static final long SEED = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--reference", paramLabel = "FILE", description = "The rows to compare with.")
  private @Nullable Path reference;

  @Option(names = "--current", paramLabel = "FILE", description = "The rows to judge.")
  private @Nullable Path current;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "What the columns are (YAML). Without it a schema is inferred and printed.")
  private @Nullable Path schema;

  @Option(
      names = "--write-schema",
      paramLabel = "FILE",
      description = "Write the inferred schema, to be mended and given back with --schema.")
  private @Nullable Path writeSchema;

  @Option(
      names = "--test",
      paramLabel = "NAME",
      description = "Judge every feature of its kind by this test, for instance ks or psi.")
  private @Nullable String test;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page.")
  private @Nullable Path html;

  @Option(
      names = "--print-json-schema",
      description = "Print the JSON Schema of the JSON report, and do nothing else.")
  private boolean printJsonSchema;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (printJsonSchema) {
      out.print(ReportJson.schema());
      out.flush();
      return 0;
    }
    Path before = required("--reference", reference);
    Path now = required("--current", current);
    if (schema != null && writeSchema != null) {
      throw usage("--write-schema writes the inferred schema; leave out --schema to infer one");
    }
    TestChoice choice = choice();
    try (DataTable left = DataTable.open(before);
        DataTable right = DataTable.open(now)) {
      Assessment assessment = assess(left, right, choice, out);
      out.print(ReportText.of(assessment));
      out.flush();
      return switch (assessment.drift().verdict()) {
        case Verdict.Stable _ -> 0;
        case Verdict.Drifted _ -> DRIFT;
        case Verdict.NotEnoughData _ -> 1;
      };
    } catch (DataFileException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(spec.commandLine().getColorScheme().errorText("evenkeel: " + e.getMessage()));
      return 2;
    }
  }

  private Assessment assess(DataTable left, DataTable right, TestChoice choice, PrintWriter out)
      throws IOException {
    SchemaInference.Inferred known;
    if (schema == null) {
      known = SchemaInference.of(left, right);
      String yaml = SchemaText.of(known.schema(), known.notes());
      out.printf("Inferred schema (mend it and give it back with --schema):%n%s%n", yaml.indent(2));
      write(writeSchema, yaml);
    } else {
      known = new SchemaInference.Inferred(TableSchemaFile.read(schema), List.of());
    }
    Assessment assessment =
        new Assessor(left, right, known.schema(), choice, LEAST_ROWS, SEED)
            .assess("Drift report", known.notes());
    if (json != null) {
      write(json, ReportJson.of(assessment));
    }
    if (html != null) {
      write(html, ReportPage.html(assessment));
    }
    return assessment;
  }

  /// The test by name for the features of its kind; the others are judged by their own.
  private TestChoice choice() {
    TestChoice choice = TestChoice.byDefaultRule();
    if (test == null) {
      return choice;
    }
    DriftTest named =
        DriftTest.named(test)
            .orElseThrow(() ->
                usage(
                    "no test is called %s; there are %s"
                        .formatted(
                            test,
                            Arrays.stream(DriftTest.values())
                                .map(DriftTest::code)
                                .collect(Collectors.joining(", ")))));
    if (named.allows(new Column.Numeric("any", 0, false, 0))) {
      choice = choice.numeric(named);
    }
    return named.allows(new Column.Categorical("any")) ? choice.categorical(named) : choice;
  }

  private static void write(@Nullable Path file, String text) throws IOException {
    if (file != null) {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, text);
    }
  }

  private Path required(String option, @Nullable Path file) {
    if (file == null) {
      throw usage(option + " is missing");
    }
    return file;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
