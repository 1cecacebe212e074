package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.incident.LabelSupply;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStockTest {
  @TempDir private Path directory;
  private TestingHome home;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory);
    home.versions("v1");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void withEnoughMatureFraudsNothingIsWaitedFor() {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    home.time.sleep(Duration.ofHours(1));
    LabelSupply supply = home.remedies().labels(report).orElseThrow();
    assertThat(supply.frauds()).isEqualTo(TestingWorld.FESTIVAL.rows(2000, 5).positives());
    assertThat(supply.needed()).isEqualTo(200);
    assertThat(supply.expected()).isGreaterThanOrEqualTo(200);
  }

  @Test
  void whereNoLabelWasEverSeenThereIsNoHope() {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000, false);
    LabelSupply supply = home.remedies().labels(report).orElseThrow();
    assertThat(supply.frauds()).isZero();
    assertThat(supply.fraudsPerHour()).isZero();
    assertThat(supply.expected()).isZero();
  }

  @Test
  void aFewFraudsPromiseMoreAsFastAsTheyCame() {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 100);
    LabelSupply supply = home.remedies().labels(report).orElseThrow();
    int frauds = TestingWorld.FESTIVAL.rows(100, 5).positives();
    assertThat(supply.fraudsPerHour()).isCloseTo(frauds * 3600 / 9.0, within(frauds * 10.0));
    assertThat(supply.ripening()).isPositive();
  }
}
