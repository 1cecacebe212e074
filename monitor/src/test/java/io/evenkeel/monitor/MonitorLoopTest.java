package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorLoopTest {
  private static final MonitorSettings FAST = MonitoredWorld.SETTINGS.every(Duration.ofMillis(20));

  @TempDir Path home;

  @Test
  void aFailedCheckDoesNotEndTheLoopAndAnInterruptDoes() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      Path inTheWay = Files.writeString(world.reports(), "a file where a directory must be");
      Monitor monitor =
          new Monitor(
              world.check,
              world.registry,
              Policy.defaults(Set.of()),
              world.store,
              Lookout.none(),
              world.explanations(_ -> {}),
              FAST,
              world.clock);
      world.promote("v1");
      world.quiet("v1", 600);
      BlockingQueue<CheckReport> reports = new LinkedBlockingQueue<>();
      Thread loop = Thread.ofPlatform().start(() -> monitor.run(reports::add));
      assertThat(reports.poll(300, TimeUnit.MILLISECONDS)).isNull();
      Files.delete(inTheWay);
      CheckReport report = reports.poll(10, TimeUnit.SECONDS);
      assertThat(report).isNotNull();
      assertThat(world.store.page(report)).exists();
      loop.interrupt();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !loop.isAlive());
    }
  }

  @Test
  void theTickIsATenthOfTheIntervalAndASecondAtMost() throws IOException {
    assertThat(MonitorSettings.defaults().tick()).isEqualTo(Duration.ofSeconds(1));
    assertThat(FAST.tick()).isEqualTo(Duration.ofMillis(2));
    assertThat(FAST.every(Duration.ofNanos(5)).tick()).isEqualTo(Duration.ofMillis(1));
  }
}
