package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Runs the programs under `examples/` as their README says, with nothing on the class path but
/// this module and its libraries.
class ExamplesTest {
  @Test
  void twoArraysAreCompared() throws IOException, InterruptedException {
    assertThat(output("CompareTwoArrays.java"))
        .matches("amount: Drifted\\[score=0\\.38\\d+] by wasserstein, limit 0\\.\\d+\\R");
  }

  @Test
  void aStreamIsWatched() throws IOException, InterruptedException {
    assertThat(output("WatchAStream.java"))
        .matches("alarm in slice 10\\d, begun in slice (99|100|101), by age\\R");
  }

  private static String output(String program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ourClassPath(),
                Path.of("..", "examples", program).toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String ourClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> entry.matches(".*[/\\\\](classes|commons-(statistics|numbers|rng)-[^/\\\\]*)"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
