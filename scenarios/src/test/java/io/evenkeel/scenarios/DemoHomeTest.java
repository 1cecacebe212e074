package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHomeTest {
  @TempDir private Path directory;

  @Test
  void anEarlierDemoIsReplaced() throws IOException {
    Path place = directory.resolve("demo");
    Files.writeString(DemoHome.fresh(place).root().resolve("ledger.db"), "old");

    assertThat(DemoHome.fresh(place).root().resolve("ledger.db")).doesNotExist();
  }

  @Test
  void whatIsNoDemoIsLeftAlone() throws IOException {
    Path precious = Files.writeString(directory.resolve("thesis.txt"), "words");

    assertThatThrownBy(() -> DemoHome.fresh(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--home");
    assertThat(precious).hasContent("words");
  }
}
