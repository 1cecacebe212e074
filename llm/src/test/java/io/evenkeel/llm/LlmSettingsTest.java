package io.evenkeel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LlmSettingsTest {
  @Test
  void theDefaultIsACurrentHaikuWithinTenSeconds() {
    LlmSettings settings = LlmSettings.defaults();

    assertThat(settings.provider()).isEqualTo(LlmProvider.ANTHROPIC);
    assertThat(settings.model()).isEqualTo("claude-haiku-4-5");
    assertThat(settings.budget()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.retries()).isEqualTo(1);
    assertThat(settings.apiKey()).isEmpty();
  }

  @Test
  void aKeyThatIsNoHeaderIsRefusedWithoutBeingShown() {
    for (String key : new String[] {"", "sk-1\n", "sk 1", "schlüssel"}) {
      assertThatThrownBy(() -> LlmSettings.defaults().withApiKey(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one line of visible ASCII")
          .message()
          .doesNotContain("sk");
    }
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertRefused("no model", "https://h/v1", 10, 6, 1024, 1, "model");
    assertRefused("m", "ftp://h/v1", 10, 6, 1024, 1, "base-url");
    assertRefused("m", "https://user:pw@h/v1", 10, 6, 1024, 1, "base-url");
    assertRefused("m", "https://h/v1?key=x", 10, 6, 1024, 1, "base-url");
    assertRefused("m", "https://h/v1", 0, 0, 1024, 1, "budget");
    assertRefused("m", "https://h/v1", 61, 6, 1024, 1, "budget");
    assertRefused("m", "https://h/v1", 10, 11, 1024, 1, "attempt-timeout");
    assertRefused("m", "https://h/v1", 10, 6, 63, 1, "max-tokens");
    assertRefused("m", "https://h/v1", 10, 6, 1024, 2, "retries");
  }

  private static void assertRefused(
      String model, String url, int budget, int attempt, int tokens, int retries, String message) {
    assertThatThrownBy(() ->
            new LlmSettings(
                LlmProvider.OPENAI,
                model,
                Optional.empty(),
                Optional.of(URI.create(url)),
                Duration.ofSeconds(budget),
                Duration.ofSeconds(attempt),
                tokens,
                retries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("pw");
  }
}
