package io.evenkeel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealTest {
  @Test
  void fieldsAreEncodedAsTheirLengthAndTheirBytes() {
    assertThat(
            text(
                Kind.JOURNAL,
                7L,
                Instant.parse("2026-11-01T06:00:00Z"),
                "",
                Optional.empty(),
                "naïve"))
        .isEqualTo("7:JOURNAL1:720:2026-11-01T06:00:00Z0:-6:naïve");
  }

  @Test
  void noTwoListsOfFieldsHaveTheSameEncoding() {
    assertThat(text("ab", "c")).isNotEqualTo(text("a", "bc"));
    assertThat(text("1:a", "b")).isNotEqualTo(text("1", "a", "b"));
    assertThat(text("-")).isNotEqualTo(text(Optional.empty()));
  }

  /// Made with `printf '1:a1:b' | sha256sum` and `... | openssl dgst -sha256 -hmac KEY`.
  @Test
  void anyoneCanMakeTheHashesWithOrdinaryTools() {
    assertThat(Seal.digest("a", "b"))
        .isEqualTo("facdde7abf1eac5b301273ab2e282f79bab0100f058833a7b8bdf9f80741e149");
    Seal seal = Seal.of(Optional.of("0123456789abcdef"));
    assertThat(seal.hash(seal.name(), "a", "b"))
        .contains("3767dd7d469e9aec29ceca5a8b9ac7e46e3f720fcfba28d982bb95f3f31363c8");
  }

  @Test
  void aKeyIsToldApartButNotTold() {
    Seal seal = Seal.of(Optional.of("0123456789abcdef"));
    assertThat(seal.name()).hasSize(16).doesNotContain("0123");
    assertThat(seal.hash(Seal.OPEN, "a")).contains(Seal.digest("a"));
    assertThat(seal.hash("another", "a")).isEmpty();
    assertThat(Seal.of(Optional.empty()).hash(seal.name(), "a")).isEmpty();
  }

  @Test
  void aHeadIsReadAsItIsWritten() {
    Head head = new Head(17, "ab".repeat(32));
    assertThat(Head.parse(head.text())).isEqualTo(head);
    assertThatIllegalArgumentException().isThrownBy(() -> Head.parse("17"));
  }

  private static String text(Object... fields) {
    return new String(Seal.encoded(fields), StandardCharsets.UTF_8);
  }
}
