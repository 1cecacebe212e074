package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `v3` serves quiet rows and has learned the reversed world; `v1`, which served before, is right.
class HindsightTest {
  @TempDir private Path directory;
  private TestingHome home;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory);
    home.versions("v1", "v3");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theVersionThatServesIsMeasuredAgainstTheOneBefore() {
    Instant since = home.time.instant();
    home.serve(TestingWorld.QUIET, 1500);
    PairedComparison.Measured measured = (PairedComparison.Measured) measure(since);
    assertThat(measured.champion()).as("v1").isGreaterThan(0.95);
    assertThat(measured.upper()).as("v3 is worse").isLessThan(-0.3);
    assertThat(measured.positives() + measured.negatives()).isEqualTo(1500);
  }

  @Test
  void onlyWhatItServedSinceCounts() {
    home.traffic.serve("v3", TestingWorld.QUIET.rows(1500, 7));
    Instant since = home.time.instant();
    home.traffic.serve("v1", TestingWorld.QUIET.rows(1500, 8));
    home.traffic.serve("v3", TestingWorld.QUIET.rows(200, 9));
    assertThat(measure(since))
        .isInstanceOfSatisfying(
            PairedComparison.NotEnoughData.class,
            few -> assertThat(few.positives()).isBetween(20, 60));
  }

  @Test
  void selectiveLabelsAreMeasuredOnRowsThatPassedByLot() {
    Instant since = home.time.instant();
    LabelledTable rows = TestingWorld.QUIET.rows(4000, 7);
    home.traffic.serveBlocking("v3", rows, row -> row.amount() > 13, row -> row.number() % 5 == 0);
    PairedComparison.Measured measured = (PairedComparison.Measured) measure(since);
    assertThat(measured.positives() + measured.negatives()).isEqualTo(800);
  }

  @Test
  void selectiveLabelsAloneMeasureNothing() {
    Instant since = home.time.instant();
    LabelledTable rows = TestingWorld.QUIET.rows(8000, 7);
    home.traffic.serveBlocking("v3", rows, row -> row.amount() > 15, _ -> false);
    assertThat(measure(since)).isEqualTo(new PairedComparison.NotEnoughData(0, 100));
  }

  @Test
  void aVersionThatWasMeasuredBetterIsGoneBackToWhateverItsReference() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 1500);
    Outcome outcome = home.perform(new Remedy.RollBack(Optional.of("v1")), report);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(home.serving()).isEqualTo("v1");
  }

  private PairedComparison measure(Instant since) {
    return home.remedies().inHindsight("v3", "v1", since, 100);
  }
}
