package io.evenkeel.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WatchTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir private Path directory;
  private TestingStory story;
  private final TestingOutside outside = new TestingOutside();

  @BeforeEach
  void open() {
    story = new TestingStory(directory);
    story.steps(0, 1);
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void itEndsWhenTheThreadForMlflowBreaksOff() {
    outside.dying = true;
    assertThatIllegalStateException()
        .isThrownBy(() -> story.chronicle(outside, true).watch(SHORT))
        .withCauseInstanceOf(TestingOutside.Killed.class);
  }

  @Test
  void anInterruptionEndsBothThreads() throws InterruptedException {
    outside.hanging = true;
    Chronicle chronicle = story.chronicle(outside, true);
    Thread watching =
        Thread.ofPlatform()
            .start(() -> {
              try {
                chronicle.watch(SHORT);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(outside.looking.await(20, TimeUnit.SECONDS)).isTrue();
    watching.interrupt();
    watching.join();
    assertThat(outside.letGo).isTrue();
  }

  @Test
  void closingItClosesTheChannels() {
    story.chronicle(outside, true).close();
    assertThat(outside.closed).isTrue();
  }
}
