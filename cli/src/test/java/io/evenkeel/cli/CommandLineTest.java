package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(run("fly")).isEqualTo(2);
    assertThat(err.toString()).contains("fly");
  }

  @Test
  void anUnknownSeverityIsAUsageError() {
    assertThat(run("inject", "--home", home.toString(), "--severity", "huge")).isEqualTo(2);
    assertThat(err.toString()).contains("low, medium, high or off, was huge");
  }

  @Test
  void helpIsWell() {
    assertThat(run("help")).isZero();
    assertThat(out.toString()).contains("demo", "generate", "serve", "monitor", "agent");
  }

  @Test
  void generateWritesAWorldAndRefusesToOverwriteIt() {
    String[] small = {
      "generate",
      "--home",
      home.toString(),
      "--reference-rows",
      "50",
      "--holdout-rows",
      "40",
      "--production-rows",
      "30"
    };

    assertThat(run(small)).isZero();
    assertThat(home.resolve("data/reference.csv")).exists();
    assertThat(home.resolve("data/holdout.csv")).exists();
    assertThat(home.resolve("data/production.csv")).exists();
    assertThat(home.resolve("schema.yaml")).exists();
    assertThat(run(small)).isEqualTo(1);
    assertThat(err.toString()).contains("is in use", "--force");
  }

  @Test
  void injectWritesTheRegimeThatTrafficReads() throws IOException {
    assertThat(run("inject", "--home", home.toString(), "--severity", "high")).isZero();

    assertThat(Files.readString(home.resolve("regime")).strip()).isEqualTo("high");
  }

  @Test
  void injectWritesDriftedRows() throws IOException {
    Path file = home.resolve("drifted.csv");

    assertThat(run("inject", "--severity", "high", "--csv", file.toString(), "--rows", "25"))
        .isZero();

    assertThat(Files.readAllLines(file)).hasSize(26);
  }

  @Test
  void aHomeWithoutASchemaSaysWhatToDo() {
    assertThat(run("train", "--home", home.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("schema.yaml");
  }

  @Test
  void anUnknownSettingStopsEveryCommandThatReadsSettings() throws IOException {
    Files.writeString(home.resolve("evenkeel.yaml"), "monitor: {windw: 5}\n");

    assertThat(run("monitor", "--once", "--home", home.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("monitor.windw");
  }

  @Test
  void monitoringWithoutAModelSaysWhatToDo() {
    run(
        "generate",
        "--home",
        home.toString(),
        "--reference-rows",
        "50",
        "--holdout-rows",
        "40",
        "--production-rows",
        "30");

    assertThat(run("monitor", "--once", "--home", home.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("train");
  }

  @Test
  void valuesOutOfRangeAreUsageErrors() {
    assertThat(run("monitor", "--interval", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("not a duration: soon");
    assertThat(run("traffic", "--rate", "0")).isEqualTo(2);
    assertThat(run("traffic", "--label-delay", "10")).isEqualTo(2);
    assertThat(run("traffic", "--clock", "3")).isEqualTo(2);
    assertThat(run("generate", "--home", home.toString(), "--reference-rows", "0")).isEqualTo(2);
  }

  @Test
  void noVersionTrainsOnTheTrustedHoldout() {
    run(
        "generate",
        "--home",
        home.toString(),
        "--reference-rows",
        "50",
        "--holdout-rows",
        "40",
        "--production-rows",
        "30");

    String holdout = home.resolve("data/../data/holdout.csv").toString();
    assertThat(run("train", "--home", home.toString(), "--data", holdout)).isEqualTo(2);
    assertThat(err.toString()).contains("is the trusted hold-out");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
