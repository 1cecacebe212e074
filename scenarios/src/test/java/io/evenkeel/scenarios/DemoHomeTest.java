package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.agent.AgentLock;
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
  void aDemoThatIsStillOpenIsLeftAlone() throws IOException {
    Path place = directory.resolve("demo");
    Path ledger = Files.writeString(DemoHome.fresh(place).root().resolve("ledger.db"), "in use");

    try (AgentLock open = AgentLock.tryAcquire(place.resolve("agent.lock")).orElseThrow()) {
      assertThat(open).isNotNull();
      assertThatThrownBy(() -> DemoHome.fresh(place)).hasMessageContaining("still open");
    }
    assertThat(ledger).hasContent("in use");
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
