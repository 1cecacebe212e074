package io.evenkeel.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which language model is asked, and how much time it may take.
///
/// @param provider whose interface is spoken
/// @param model the name of the model as its provider spells it
/// @param apiKey the key; a secret, never printed. Needed for `ANTHROPIC`; a local server may need
///   none
/// @param baseUrl the address up to and including `/v1`; where it is absent, the provider's own
/// @param budget how long one decision may take in all: connection, both attempts, the pause
///   between them, a body that drips
/// @param attemptTimeout how long one attempt may take; at most the budget
/// @param maxTokens the longest answer, 64 to 4096 tokens
/// @param retries how often a request that failed by no fault of its own is sent again: 0 or 1
public record LlmSettings(
    LlmProvider provider,
    String model,
    Optional<String> apiKey,
    Optional<URI> baseUrl,
    Duration budget,
    Duration attemptTimeout,
    int maxTokens,
    int retries) {
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,127}");
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int FEWEST_TOKENS = 64;
  private static final int MOST_TOKENS = 4096;

  /// Rejects names, addresses and spans that cannot work. No message holds the key or the address.
  public LlmSettings {
    if (!MODEL.matcher(model).matches()) {
      throw new IllegalArgumentException(
          "model must be the name of a model, such as claude-haiku-4-5");
    }
    if (apiKey.isPresent() && !printable(apiKey.get())) {
      throw new IllegalArgumentException(
          "the key of the language model must be one line of visible ASCII characters");
    }
    if (baseUrl.isPresent() && !plainHttp(baseUrl.get())) {
      throw new IllegalArgumentException(
          "base-url must be an http or https address without user, query or fragment");
    }
    if (!budget.isPositive() || budget.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "budget must be above 0 and at most %s, was %s".formatted(LONGEST, budget));
    }
    if (!attemptTimeout.isPositive() || attemptTimeout.compareTo(budget) > 0) {
      throw new IllegalArgumentException(
          "attempt-timeout must be above 0 and at most the budget (%s), was %s"
              .formatted(budget, attemptTimeout));
    }
    if (maxTokens < FEWEST_TOKENS || maxTokens > MOST_TOKENS) {
      throw new IllegalArgumentException(
          "max-tokens must be %d to %d, was %d".formatted(FEWEST_TOKENS, MOST_TOKENS, maxTokens));
    }
    if (retries < 0 || retries > 1) {
      throw new IllegalArgumentException("retries must be 0 or 1, was " + retries);
    }
  }

  /// A current Claude Haiku, without a key; 10 s in all, 6 s an attempt, one retry.
  public static LlmSettings defaults() {
    return new LlmSettings(
        LlmProvider.ANTHROPIC,
        "claude-haiku-4-5",
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(6),
        1024,
        1);
  }

  /// These settings with a key.
  public LlmSettings withApiKey(String key) {
    return new LlmSettings(
        provider, model, Optional.of(key), baseUrl, budget, attemptTimeout, maxTokens, retries);
  }

  /// Everything but the key.
  @Override
  public String toString() {
    return "LlmSettings[provider=%s, model=%s, apiKey=%s, baseUrl=%s, budget=%s, attemptTimeout=%s, maxTokens=%d, retries=%d]"
        .formatted(
            provider.code(),
            model,
            apiKey.isPresent() ? "(set)" : "(none)",
            baseUrl.map(URI::toString).orElse("(the provider's)"),
            budget,
            attemptTimeout,
            maxTokens,
            retries);
  }

  private static boolean printable(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static boolean plainHttp(URI address) {
    String scheme = String.valueOf(address.getScheme());
    return (scheme.equals("http") || scheme.equals("https"))
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null;
  }
}
