package io.evenkeel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectionTest {
  @TempDir Path home;

  @Test
  void anotherProcessSeesTheRegimeThatWasSet() throws IOException {
    assertThat(new Injection(home).current()).isEqualTo(Regime.quiet());
    for (Regime regime : Regime.all()) {
      new Injection(home).set(regime);
      assertThat(new Injection(home).current()).isEqualTo(regime);
    }
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("regime"));
    }
  }

  @Test
  void aWordThatIsNoRegimeIsAnErrorThatSaysWhatToDo() throws IOException {
    Files.writeString(home.resolve("regime"), "hihg\n");
    assertThatThrownBy(() -> new Injection(home).current())
        .hasMessageContaining("hihg")
        .hasMessageContaining("quiet, low, medium, high");
  }

  @Test
  void aRegimeThatOthersCouldNotReadIsRefused() {
    assertThatThrownBy(() -> new Injection(home).set(new Regime("own", 8.5, 0, 1.3, 0, 0, 0)))
        .hasMessageContaining("named regime");
  }
}
