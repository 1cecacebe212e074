package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.alerts.Alert;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What became of an effect whose process died.
class ReconcileTest {
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
  void aPromotionThatWasMadeIsFound() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    Outcome.Changed made = (Outcome.Changed) home.perform(new Remedy.Retrain(), report);
    // The figures of the gate died with the process; their summary is in the champion's history.
    assertThat(home.remedies().reconcile(intent("retrain")))
        .isEqualTo(
            new Outcome.Changed(
                made.from(),
                made.to(),
                made.expectedRocAuc(),
                made.expectedStandardError(),
                made.describe()));
  }

  @Test
  void aPromotionIsFoundThoughTheBundleWasDamagedSince() throws IOException, InterruptedException {
    home.perform(new Remedy.Retrain(), home.serve(TestingWorld.FESTIVAL, 2000));
    TestingBundles.damage(home.registry.directory("v2"));
    Outcome.Changed changed = (Outcome.Changed) home.remedies().reconcile(intent("retrain"));
    assertThat(changed.to()).isEqualTo("v2");
    assertThat(changed.expectedStandardError()).isEqualTo(0.5);
  }

  @Test
  void aRollbackThatWasMadeIsFound() throws IOException, InterruptedException {
    place("v2", "");
    home.registry.promote(Optional.of("v1"), "v2", "festival", "");
    Outcome outcome = home.perform(new Remedy.RollBack(), home.serve(TestingWorld.QUIET, 2000));
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(home.remedies().reconcile(intent("rollback"))).isEqualTo(outcome);
  }

  @Test
  void whatNeverHappenedFailed() {
    Outcome failed = new Outcome.Interrupted("interrupted before its effect");
    assertThat(home.remedies().reconcile(intent("retrain"))).isEqualTo(failed);
    assertThat(home.remedies().reconcile(intent("rollback"))).isEqualTo(failed);
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void aChallengerThatWasRecordedButNeverPromotedIsAnInterruptedOne()
      throws IOException, InterruptedException {
    place("v2", TestingHome.KEY);
    assertThat(home.remedies().reconcile(intent("retrain")))
        .isInstanceOf(Outcome.Interrupted.class);
    assertThat(home.serving()).isEqualTo("v1");
    assertThat(home.registry.open("v2").metadata().version()).isEqualTo("v2");
  }

  @Test
  void whatNoTrainingCanStillBeWritingIsRemoved() throws IOException {
    Path version = home.registry.directory("v1");
    Path old = Files.createDirectories(version.resolveSibling(".v2.old.tmp"));
    Path young = Files.createDirectories(version.resolveSibling(".v3.young.tmp"));
    modify(old, Duration.ofMinutes(-2));
    modify(young, Duration.ofSeconds(-30));
    home.remedies().reconcile(intent("retrain"));
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(home.registry.open("v1").metadata().version()).isEqualTo("v1");
  }

  @Test
  void theBundleOfAnInterruptedRetrainIsRemovedAtOnce() throws IOException, InterruptedException {
    home.perform(new Remedy.Retrain(), home.serve(TestingWorld.FESTIVAL, 2000));
    Path leftover = home.registry.directory("v9");
    Files.move(home.registry.directory("v2"), leftover);
    modify(leftover, Duration.ZERO);
    home.remedies().reconcile(intent("retrain", "i1/2/retrain"));
    assertThat(leftover).as("of another effect").exists();
    home.remedies().reconcile(intent("retrain", "i2/1/retrain"));
    assertThat(leftover).exists();
    new Interrupted(
            home.registry,
            new Swap(home.registry, home.time, home.time),
            Duration.ofMinutes(1),
            home.time)
        .removeLeftovers(TestingHome.KEY);
    assertThat(leftover).doesNotExist();
  }

  @Test
  void anAlertIsSentAgainAndSaysSo() {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    home.reports.write(report);
    Outcome outcome = home.remedies().reconcile(intent("alert", "i1/1/alert"));
    assertThat(outcome).isEqualTo(new Outcome.Delivered("delivered | the test"));
    Alert alert = home.alerts.getFirst();
    assertThat(alert.incident()).isEqualTo("i1");
    assertThat(alert.key()).isEqualTo("i1/1/alert");
    assertThat(alert.recommendation().reasoning()).startsWith("Repeated");
    assertThat(alert.drift()).isEqualTo(report.drift());
  }

  @Test
  void anAlertIsSentAgainThoughItsReportIsGone() {
    home.remedies().reconcile(intent("alert", "i1/1/alert"));
    assertThat(home.alerts).hasSize(1);
    assertThat(home.alerts.getFirst().version()).isEqualTo("v1");
  }

  @Test
  void anUnknownStepFailed() {
    assertThat(home.remedies().reconcile(intent("reboot")))
        .isEqualTo(new Outcome.Failed("no remedy is called reboot"));
  }

  private void place(String version, String key) throws IOException, InterruptedException {
    TestingBundles.place(version, home.registry.directory(version));
    home.registry.record(ModelBundle.open(home.registry.directory(version)), key);
  }

  private void modify(Path path, Duration ago) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(home.time.instant().plus(ago)));
  }

  private JournalEntry intent(String step) {
    return intent(step, TestingHome.KEY);
  }

  private JournalEntry intent(String step, String key) {
    return new JournalEntry(
        1, home.time.instant(), "i1", step, JournalEntry.Phase.INTENT, key, "", "{}");
  }
}
