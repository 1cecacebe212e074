package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  @Test
  void aLongNameIsCutBetweenCharacters() {
    String name = "x".repeat(22) + "😀😀";
    assertThat(NumberText.shortened(name, 23)).isEqualTo("x".repeat(22) + "…");
    assertThat(NumberText.shortened(name, 24)).isEqualTo(name);
    for (int most = 1; most < 26; most++) {
      String shown = NumberText.shortened(name, most);
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
    }
  }
}
