package io.evenkeel.llm;

import java.util.Locale;

/// Whose interface the language model is spoken to by.
public enum LlmProvider {
  /// Anthropic's Messages API, `POST /v1/messages`: Claude.
  ANTHROPIC,
  /// OpenAI's chat completions, `POST /v1/chat/completions`, which most other providers, gateways
  /// and local servers speak too.
  OPENAI;

  /// The name in the settings: `anthropic`, `openai`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
