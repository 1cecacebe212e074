package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillSwitchFileTest {
  private static final Optional<Instant> FOR_EVER = Optional.empty();

  @TempDir private Path directory;
  private final TestingClock clock = new TestingClock();
  private Path file;
  private KillSwitchFile killSwitch;

  @BeforeEach
  void open() {
    file = directory.resolve("kill-switch");
    killSwitch = new KillSwitchFile(file, clock);
  }

  @Test
  void whoeverThrowsItIsNamedUntilItIsReleased() {
    assertThat(killSwitch.engaged()).isEmpty();
    Instant since = clock.instant();
    killSwitch.engage("asha", "audit \"today\"", FOR_EVER);
    clock.advance(Duration.ofDays(400));
    assertThat(killSwitch.engaged())
        .contains(
            new KillSwitchFile.Standing("asha", "audit \"today\"", Optional.of(since), FOR_EVER));
    assertThat(killSwitch.standing())
        .contains(
            "the kill switch is on since 2026-11-01T12:00:00Z, thrown by asha (audit \"today\"):"
                + " remove %s to let the agent act again".formatted(file));
    assertThat(killSwitch.release()).isTrue();
    assertThat(killSwitch.on()).isFalse();
    assertThat(killSwitch.release()).isFalse();
  }

  @Test
  void itEndsByItselfAtItsEnd() {
    Instant end = clock.instant().plus(Duration.ofHours(2));
    killSwitch.engage("asha", "audit", Optional.of(end));
    clock.advance(Duration.ofHours(2).minusNanos(1));
    assertThat(killSwitch.on()).isTrue();
    assertThat(killSwitch.standing()).get().asString().contains(", until " + end);
    clock.advance(Duration.ofNanos(1));
    assertThat(killSwitch.on()).isFalse();
    assertThat(killSwitch.standing()).isEmpty();
    assertThat(killSwitch.release()).as("it was over already").isFalse();
    assertThat(file).doesNotExist();
  }

  @Test
  void aShortStopNeverCutsALongerOneShort() {
    Instant inOneHour = clock.instant().plus(Duration.ofHours(1));
    Instant inTwoHours = clock.instant().plus(Duration.ofHours(2));
    killSwitch.engage("asha", "audit", Optional.of(inTwoHours));
    killSwitch.engage("ravi", "release", Optional.of(inOneHour));
    assertThat(killSwitch.engaged().orElseThrow().why()).isEqualTo("audit");
    assertThat(killSwitch.engaged().orElseThrow().until()).contains(inTwoHours);
    killSwitch.engage("asha", "audit", FOR_EVER);
    killSwitch.engage("ravi", "release", Optional.of(inOneHour));
    assertThat(killSwitch.engaged().orElseThrow().until()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stop!",
        "null",
        "[]",
        "{}",
        "{\"by\":\"asha\"}",
        "{\"by\":\"asha\",\"why\":\"audit\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"soon\"}",
        "{\"by\":\"asha\",\"why\":\"audit\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":null}",
        "{\"by\":\"asha\",\"why\":\"audit\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":"
            + "\"2026-01-02T00:00:00Z\",\"untill\":\"2027-01-01T00:00:00Z\"}"
      })
  void whatCannotBeUnderstoodStopsForEver(String text) throws IOException {
    Files.writeString(file, text);
    clock.advance(Duration.ofDays(4000));
    KillSwitchFile.Standing standing = killSwitch.engaged().orElseThrow();
    assertThat(standing.by()).isEqualTo("somebody");
    assertThat(standing.until()).isEmpty();
    assertThat(killSwitch.standing())
        .contains("the kill switch is on: remove %s to let the agent act again".formatted(file));
    assertThat(killSwitch.release()).isTrue();
    assertThat(killSwitch.on()).isFalse();
  }

  @Test
  void whatCannotBeReadStopsForEver() throws IOException {
    Files.createDirectory(file);
    assertThat(killSwitch.on()).as("a directory").isTrue();
    Files.delete(file);
    Files.createSymbolicLink(file, directory.resolve("nowhere"));
    assertThat(killSwitch.on()).as("a link that leads nowhere").isTrue();
    Files.delete(file);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(killSwitch.on()).as("not text").isTrue();
  }

  @Test
  void nobodyStopsItWithoutAReasonOrForThePast() {
    assertThatThrownBy(() -> killSwitch.engage(" ", "audit", FOR_EVER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> killSwitch.engage("asha", "", FOR_EVER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> killSwitch.engage("asha", "audit", Optional.of(clock.instant())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("over already");
    assertThat(killSwitch.on()).isFalse();
  }

  @Test
  void whereItCannotBeWrittenThatIsSaid() {
    KillSwitchFile nowhere = new KillSwitchFile(directory.resolve("gone").resolve("stop"), clock);
    assertThatThrownBy(() -> nowhere.engage("asha", "audit", FOR_EVER))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the agent is not stopped");
    assertThat(directory).isEmptyDirectory();
  }
}
