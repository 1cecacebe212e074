package io.evenkeel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Holds the page to the program.
class OperationsPageTest {
  @Test
  void thePageShowsTheDefaultsAsTheyAre() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
        .contains(SettingsReader.write(Settings.defaults()));
  }
}
