package io.evenkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {
  @TempDir Path directory;

  @Test
  void aServerThatIsBusyOpeningABundleSaysThatItLives() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(1);
    try (RunningServer server = new RunningServer(directory)) {
      server.models.whenOpening(() -> {
        begun.countDown();
        await().until(() -> opened.getCount() == 0);
      });
      server.models.promote("v2");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      int before = server.models.told.size();
      await().until(() -> server.models.told.size() > before + 2);
      assertThat(server.models.told).containsOnly(1L);
      opened.countDown();
      await().until(() -> server.models.told.getLast() == 2);
    } finally {
      opened.countDown();
    }
  }
}
