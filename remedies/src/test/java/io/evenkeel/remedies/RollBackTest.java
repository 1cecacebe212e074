package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Remedies.Order;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The festival is over: `v2`, which learned it, serves quiet rows.
class RollBackTest {
  @TempDir private Path directory;
  private TestingHome home;

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theVersionThatFitsTheTrafficServesAgain() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    assertThat(home.remedies().fittingVersion(report)).contains("v1");

    Outcome.Changed changed = (Outcome.Changed) home.perform(new Remedy.RollBack(), report);
    assertThat(changed.from()).isEqualTo("v2");
    assertThat(changed.to()).isEqualTo("v1");
    assertThat(changed.describe()).isEqualTo("rolled back | version=v1");
    assertThat(changed.expectedRocAuc()).isBetween(0.95, 1.0);
    assertThat(changed.expectedStandardError()).isBetween(0.0001, 0.05);
    assertThat(home.serving()).isEqualTo("v1");
    assertThat(home.registry.promotedBy(TestingHome.KEY)).isEqualTo(home.registry.serving());
  }

  @Test
  void theHistorySaysForWhichIncidentAndWhy() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    Order order = TestingHome.revert(home.serve(TestingWorld.QUIET, 2000));
    assertThat(home.remedies().perform(new Remedy.RollBack(), order))
        .isInstanceOf(Outcome.Changed.class);
    assertThat(home.registry.serving().orElseThrow().why())
        .contains("i1", "v2 was measured worse than at the gate.")
        .doesNotContain("fits the traffic");
  }

  @Test
  void aVersionThatWasMeasuredWorseAndUndoneIsNotGoneBackTo()
      throws IOException, InterruptedException {
    home.versions("v1", "v2");
    Order order = TestingHome.revert(home.serve(TestingWorld.QUIET, 2000));
    home.remedies().perform(new Remedy.RollBack(), order);
    CheckReport festival = home.serve(TestingWorld.FESTIVAL, 2000, false);
    assertThat(home.remedies().fittingVersion(festival)).isEmpty();

    home.registry.promote(Optional.of("v1"), "v2", "by hand", "");
    home.registry.promote(Optional.of("v2"), "v1", "by hand", "");
    assertThat(home.remedies().fittingVersion(festival)).contains("v2");
  }

  @Test
  void aVersionThatNoLongerFitTheTrafficMayServeAgain() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    home.perform(new Remedy.RollBack(), home.serve(TestingWorld.QUIET, 2000));
    CheckReport festival = home.serve(TestingWorld.FESTIVAL, 2000, false);
    assertThat(home.remedies().fittingVersion(festival)).contains("v2");
  }

  @Test
  void aDamagedVersionIsNotGoneBackTo() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    TestingBundles.damage(home.registry.directory("v1"));
    refused(report, "no earlier version fits");
  }

  @Test
  void aVersionDamagedAfterItWasChosenIsNotGoneBackTo() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    HomeRemedies remedies = home.remedies();
    assertThat(remedies.fittingVersion(report)).contains("v1");
    Files.delete(home.registry.directory("v1").resolve("model.ubj"));
    assertThat(remedies.perform(new Remedy.RollBack(), TestingHome.order(report)))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(home.serving()).isEqualTo("v2");
  }

  @Test
  void aVersionMadeForOtherTrafficIsNotGoneBackTo() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    refused(home.serve(TestingWorld.FESTIVAL, 2000), "no earlier version fits");
  }

  @Test
  void aVersionOfOtherFeaturesIsNotGoneBackTo() throws IOException, InterruptedException {
    home.versions("v1", "v4", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000, false);
    assertThat(home.remedies().fittingVersion(report)).contains("v1");
  }

  @Test
  void aVersionThatNeverServedIsNotGoneBackTo() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    home.recorded("v3");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000, false);
    assertThat(home.remedies().fittingVersion(report)).contains("v1");
  }

  @Test
  void aVersionThatIsMeasuredWorseIsPassedOver() throws IOException, InterruptedException {
    home.versions("v1", "v3", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    assertThat(home.remedies().fittingVersion(report)).contains("v1");
  }

  @Test
  void withoutLabelsTheNewestThatFitsIsTaken() throws IOException, InterruptedException {
    home.versions("v1", "v3", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000, false);
    assertThat(home.remedies().fittingVersion(report)).contains("v3");
  }

  @Test
  void ofTwoThatFitTheOneThatIsMeasuredBetterIsTaken() throws IOException, InterruptedException {
    home.versions("v1", "v5", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    assertThat(home.remedies().fittingVersion(report)).contains("v1");
  }

  @Test
  void withoutLabelsTheOneThatIsEstimatedBetterIsTaken() throws IOException, InterruptedException {
    home.versions("v1", "v5", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000, false);
    assertThat(home.remedies().fittingVersion(report)).contains("v1");
    home.perform(new Remedy.RollBack(), report);
    assertThat(home.registry.serving().orElseThrow().why())
        .contains("Chosen: v1 fits", "estimated", "; v5 fits");
  }

  @Test
  void aVersionThatIsEstimatedWorseIsPassedOver() throws IOException, InterruptedException {
    home.versions("v5", "v1");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000, false);
    refused(report, "no earlier version fits");
  }

  @Test
  void whatWasMeasuredWorseIsUndoneEvenForAVersionOfOtherTraffic()
      throws IOException, InterruptedException {
    home.versions("v2", "v3");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    refused(report, "no earlier version fits");
    Outcome outcome = home.remedies().perform(new Remedy.RollBack(), TestingHome.revert(report));
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(home.serving()).isEqualTo("v2");
  }

  @Test
  void withoutLabelsNothingOfOtherTrafficServesAgain() throws IOException, InterruptedException {
    home.versions("v2", "v3");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000, false);
    assertThat(home.remedies().perform(new Remedy.RollBack(), TestingHome.revert(report)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aReportWithoutRowsFitsNothing() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 100);
    refused(home.report("v2", Optional.empty(), report.drift()), "no earlier version fits");
  }

  @Test
  void aChampionThatChangedSinceTheReportStays() throws IOException, InterruptedException {
    home.versions("v1", "v2");
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    home.recorded("v3");
    home.registry.promote(Optional.of("v2"), "v3", "by hand", "");
    Outcome outcome = home.perform(new Remedy.RollBack(), report);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.describe()).contains("the champion is v3, not v2");
    assertThat(home.serving()).isEqualTo("v3");
  }

  private void refused(CheckReport report, String reason) throws InterruptedException {
    String before = home.serving();
    assertThat(home.remedies().fittingVersion(report)).isEmpty();
    Outcome outcome = home.perform(new Remedy.RollBack(), report);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.describe()).contains(reason);
    assertThat(home.serving()).isEqualTo(before);
  }
}
