package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyRehearsalTest {
  @TempDir private Path directory;
  private TestingHome home;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory);
    home.versions("v1", "v2");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void itIsMadeOnceADayAlsoAcrossRestarts() {
    assertThat(daily().step()).isPresent();
    assertThat(daily().step()).isEmpty();
    home.time.sleep(Duration.ofHours(23));
    assertThat(daily().step()).isEmpty();
    home.time.sleep(Duration.ofHours(1));
    assertThat(daily().step()).isPresent();
    assertThat(home.alerts).isEmpty();
  }

  @Test
  void aClockThatWasSetBackDoesNotSilenceIt() {
    home.time.sleep(Duration.ofDays(400));
    assertThat(daily().step()).isPresent();
    home.time.sleep(Duration.ofDays(-300));
    assertThat(daily().step()).isPresent();
  }

  @Test
  void peopleAreToldOfAVersionThatIsLostEachDayUntilItIsBack() throws IOException {
    TestingBundles.damage(home.registry.directory("v1"));
    assertThat(daily().step().orElseThrow().lost()).hasSize(1);
    home.time.sleep(Duration.ofDays(1));
    daily().step();
    assertThat(home.alerts).hasSize(2);
    assertThat(home.alerts.getFirst().recommendation().reasoning())
        .startsWith("No rollback to v1 is possible: 1 of 2 versions could serve again: v1 is lost");
    assertThat(home.alerts.getFirst().whatToDo()).contains("v1", "backup");
    assertThat(home.alerts.getFirst().version()).isEqualTo("v2");

    TestingBundles.damage(home.registry.directory("v1"));
    home.time.sleep(Duration.ofDays(1));
    assertThat(daily().step().orElseThrow().lost()).as("the same bit turned back").isEmpty();
    assertThat(home.alerts).hasSize(2);
  }

  private DailyRehearsal daily() {
    return new DailyRehearsal(
        home.registry,
        home.ledger.journal(),
        alert -> {
          home.alerts.add(alert);
          return new Delivery.Delivered("the test");
        },
        home.time);
  }
}
