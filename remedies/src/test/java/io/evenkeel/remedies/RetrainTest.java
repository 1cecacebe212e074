package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.drift.DataFault;
import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.QualityIssue;
import io.evenkeel.incident.GateEvidence;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.HoldoutComparison.Measured;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.TableFile;
import io.evenkeel.monitor.CheckReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainTest {
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
  void aBetterChallengerIsPromoted() throws InterruptedException {
    home.serve(TestingWorld.QUIET, 500);
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    assertThat(report.drift().driftedFeatures()).contains("hour", "amount");

    Outcome.Changed changed = (Outcome.Changed) home.perform(new Remedy.Retrain(), report);
    assertThat(changed.from()).isEqualTo("v1");
    assertThat(changed.to()).isEqualTo("v2");
    assertThat(changed.describe()).matches("promoted \\| roc_auc=0\\.9\\d{3} \\| version=v2");
    assertThat(changed.expectedRocAuc())
        .as("what was measured on the recent hold-out")
        .isEqualTo(home.registry.open("v2").metadata().rocAuc(), within(1e-9));
    assertThat(changed.expectedStandardError()).isBetween(0.0001, 0.05);

    assertThat(home.serving()).isEqualTo("v2");
    assertThat(home.registry.promotedBy(TestingHome.KEY)).isEqualTo(home.registry.serving());
    assertThat(home.registry.serving().orElseThrow().why()).contains("i1").contains("roc_auc");
    Versions.Fact fact = home.registry.versions().getLast();
    assertThat(fact.name()).isEqualTo("v2");
    assertThat(fact.parent()).contains("v1");
    assertThat(fact.key()).isEqualTo(TestingHome.KEY);
  }

  @Test
  void theChallengerLearnsTheRowsSinceTheOnsetAndSomeEarlierOnes() throws InterruptedException {
    home.serve(TestingWorld.QUIET, 500);
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    home.perform(new Remedy.Retrain(), report);

    ModelBundle challenger = home.registry.open("v2");
    int frauds = TestingWorld.FESTIVAL.rows(2000, 5).positives();
    assertThat(challenger.holdout().positives()).isEqualTo(Math.max(100, (frauds + 3) / 4));
    assertThat(challenger.metadata().trainingRows())
        .isEqualTo(2000 - challenger.holdout().rows() + 3000);
    assertThat(challenger.reference().rows()).isEqualTo(1500);
    assertThat(Arrays.stream(challenger.reference().features().column(0)).min().orElseThrow())
        .as("the hours are those of the festival")
        .isGreaterThan(12);
    assertThat(challenger.metadata().why()).contains("Most features drifted.");
  }

  @Test
  void withoutAGainTheChampionStays() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    stays(home.perform(new Remedy.Retrain(), report), "below 0.01");
  }

  @Test
  void aChallengerThatForgetsTheQuietWorldIsThrownAway() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.REVERSED, 2000);
    stays(home.perform(new Remedy.Retrain(), report), "quiet rows");
  }

  @Test
  void whatTheGateMeasuredComesWithTheOutcome() throws InterruptedException {
    home.serve(TestingWorld.QUIET, 500);
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    TableFile.write(home.known, frauds(TestingWorld.QUIET, 200));
    Outcome outcome = home.perform(new Remedy.Retrain(), report);
    GateEvidence evidence = outcome.evidence().orElseThrow();
    assertThat(evidence.champion()).isEqualTo("v1");
    assertThat(evidence.challenger()).isEqualTo("v2");
    Measured recent = (Measured) evidence.recent();
    assertThat(recent.positives()).isGreaterThanOrEqualTo(100);
    assertThat(recent.rocAuc().challenger())
        .isEqualTo(home.registry.open("v2").metadata().rocAuc(), within(1e-9));
    assertThat(recent.prAuc().lower()).isPositive();
    assertThat(recent.cost().orElseThrow().upper()).isNegative();
    assertThat(((Measured) evidence.trusted()).rocAuc().champion()).isGreaterThan(0.9);
    assertThat(evidence.knownFrauds().orElseThrow().share()).isGreaterThan(0.9);
    assertThat(evidence.coverage().even()).isTrue();
    assertThat(evidence.coverage().all().labelled()).isEqualTo(2000);
  }

  /// Somebody reports the frauds of one kind, large ones late at night, as honest.
  @Test
  void aRetrainThatWasPoisonedPastTheTrustedHoldoutIsStoppedByKnownFrauds()
      throws InterruptedException, IOException {
    home.serve(TestingWorld.QUIET, 500);
    LabelledTable festival = TestingWorld.FESTIVAL.rows(4000, 5);
    boolean[] poisoned = festival.labels().clone();
    List<Integer> ring = new ArrayList<>();
    for (int row = 0; row < poisoned.length; row++) {
      if (poisoned[row] && festival.features().column(1)[row] > 17) {
        poisoned[row] = false;
        ring.add(row);
      }
    }
    Instant onset = home.traffic.serve("v1", new LabelledTable(festival.features(), poisoned));
    CheckReport report = home.report(home.between("v1", onset));
    TableFile.write(
        home.known, festival.select(ring.stream().mapToInt(Integer::intValue).toArray()));
    stays(home.perform(new Remedy.Retrain(), report), "known frauds are caught");
    Files.delete(home.known);
    assertThat(home.perform(new Remedy.Retrain(), report))
        .as("without the file nothing else sees it: the labels of the recent rows are poisoned too")
        .isInstanceOf(Outcome.Changed.class);
  }

  @Test
  void knownFraudsThatCannotBeReadStopEveryPromotion() throws InterruptedException, IOException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    Files.writeString(home.known, "hour,amount\n1,2\n");
    Instant before = home.time.instant();
    stays(home.perform(new Remedy.Retrain(), report), "known_frauds.csv");
    assertThat(home.time.instant()).as("no label is waited for").isEqualTo(before);
  }

  @Test
  void labelsThatNeverComeForFlaggedRowsAreNoEvidence() throws InterruptedException {
    LabelledTable rows = TestingWorld.FESTIVAL.rows(4000, 5);
    Instant onset = home.traffic.serveBlocking("v1", rows, row -> row.amount() > 18, _ -> false);
    CheckReport report = home.report(home.between("v1", onset));
    Instant before = home.time.instant();
    stays(home.perform(new Remedy.Retrain(), report), "labels are selective");
    assertThat(home.time.instant()).as("no label is waited for").isEqualTo(before);
  }

  @Test
  void rowsThatPassByLotAreEvidenceOfTheRest() throws InterruptedException {
    LabelledTable rows = TestingWorld.FESTIVAL.rows(8000, 5);
    Instant onset =
        home.traffic.serveBlocking(
            "v1", rows, row -> row.amount() > 18, row -> row.number() % 4 == 0);
    CheckReport report = home.report(home.between("v1", onset));
    Outcome outcome = home.perform(new Remedy.Retrain(), report);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    GateEvidence evidence = outcome.evidence().orElseThrow();
    assertThat(evidence.passThrough()).isTrue();
    assertThat(evidence.coverage().even()).isFalse();
    assertThat(((Measured) evidence.recent()).positives()).isGreaterThanOrEqualTo(100);
  }

  private static LabelledTable frauds(TestingWorld world, int rows) {
    LabelledTable all = world.rows(rows, 9);
    return all.select(IntStream.range(0, all.rows()).filter(row -> all.labels()[row]).toArray());
  }

  @Test
  void withoutATrustedHoldoutNothingIsPromoted() throws InterruptedException, IOException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    Files.delete(home.trusted);
    stays(home.perform(new Remedy.Retrain(), report), "holdout.csv");
  }

  @Test
  void aDataFaultIsNotLearned() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    DriftReport faulty =
        new DriftReport(
            2000,
            report.drift().features(),
            List.of(new QualityIssue.Missing("amount", 0.4)),
            report.drift().verdict());
    stays(
        home.perform(new Remedy.Retrain(), home.report("v1", report.window(), faulty)),
        "amount: 40.0 % of the values are missing");
    CheckReport paise = home.report("v1", report.window(), report.drift());
    stays(
        home.perform(
            new Remedy.Retrain(), faulty(paise, new DataFault.UnitChange("amount", 100, 1))),
        "amount: the unit changed");
  }

  private static CheckReport faulty(CheckReport report, DataFault fault) {
    return new CheckReport(
        report.id(),
        report.timestamp(),
        report.version(),
        report.window(),
        report.drift(),
        List.of(fault),
        report.confirmed(),
        report.onset(),
        report.watch(),
        report.performance(),
        report.estimated(),
        report.realised(),
        report.recommendation(),
        report.took());
  }

  @Test
  void aReportWithoutRowsIsNotLearnedFrom() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 100);
    stays(
        home.perform(new Remedy.Retrain(), home.report("v1", Optional.empty(), report.drift())),
        "no rows");
  }

  @Test
  void withTooFewLabelsItFailsAtTheDeadline() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 800);
    Instant before = home.time.instant();
    Outcome outcome = home.perform(new Remedy.Retrain(), report);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.describe()).contains("too few labels").contains("200 are needed");
    assertThat(Duration.between(before, home.time.instant())).isEqualTo(Duration.ofMinutes(10));
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void aReportOfAnotherVersionIsRefused() throws IOException, InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    TestingBundles.place("v2", home.registry.directory("v2"));
    home.registry.record(ModelBundle.open(home.registry.directory("v2")), "");
    home.registry.promote(Optional.of("v1"), "v2", "by hand", "");
    Outcome outcome = home.perform(new Remedy.Retrain(), report);
    assertThat(outcome).isEqualTo(new Outcome.Refused("the report is of v1, but v2 serves now"));
  }

  @Test
  void aChampionThatChangedWhileLabelsWereAwaitedIsLeftAlone()
      throws IOException, InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 100);
    TestingBundles.place("v2", home.registry.directory("v2"));
    home.registry.record(ModelBundle.open(home.registry.directory("v2")), "");
    Pause changing =
        _ -> {
          home.registry.promote(Optional.of("v1"), "v2", "by hand", "");
          home.traffic.serve("v2", TestingWorld.FESTIVAL.rows(2000, 6));
        };
    Outcome outcome =
        home.remedies(changing, Duration.ofMinutes(1))
            .perform(new Remedy.Retrain(), TestingHome.order(report));
    assertThat(outcome).isEqualTo(new Outcome.Refused("the report is of v1, but v2 serves now"));
    assertThat(home.registry.versions()).hasSize(2);
  }

  @Test
  void whilePromotionsArePausedNothingIsTrained() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 100);
    home.foreignMove();
    Instant before = home.time.instant();
    stays(home.perform(new Remedy.Retrain(), report), "promotions are paused: somebody moved");
    assertThat(home.time.instant()).as("no label is waited for").isEqualTo(before);
  }

  @Test
  void promotionsThatArePausedMeanwhileLeaveNothingRecorded() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 100);
    Pause moving =
        _ -> {
          home.traffic.serve("v1", TestingWorld.FESTIVAL.rows(2000, 6));
          home.foreignMove();
        };
    stays(
        home.remedies(moving, Duration.ofMinutes(1))
            .perform(new Remedy.Retrain(), TestingHome.order(report)),
        "promotions are paused");
  }

  @Test
  void aKillSwitchThatIsThrownMeanwhileLeavesNothingRecorded() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 100);
    Pause stopping =
        _ -> {
          home.traffic.serve("v1", TestingWorld.FESTIVAL.rows(2000, 6));
          home.stopped = true;
        };
    stays(
        home.remedies(stopping, Duration.ofMinutes(1))
            .perform(new Remedy.Retrain(), TestingHome.order(report)),
        "the kill switch is on");
  }

  @Test
  void inTheShadowAChallengerIsJudgedAndNotPromoted() throws InterruptedException {
    home.serve(TestingWorld.QUIET, 500);
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    home.held = Optional.of("agent.autonomy is shadow");
    Outcome outcome = home.perform(new Remedy.Retrain(), report);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.describe())
        .startsWith("agent.autonomy is shadow; v2 passed the gate: ")
        .contains("roc_auc");
    assertThat(home.serving()).isEqualTo("v1");
    assertThat(home.registry.versions()).hasSize(1);
    assertThat(home.registry.directory("v2")).doesNotExist();
  }

  @Test
  void aTrainingThatRunsOverItsDeadlineFails() throws InterruptedException {
    CheckReport report = home.serve(TestingWorld.FESTIVAL, 2000);
    Outcome outcome =
        home.remedies(home.time, Duration.ofMillis(1))
            .perform(new Remedy.Retrain(), TestingHome.order(report));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(home.serving()).isEqualTo("v1");
    assertThat(home.registry.versions()).hasSize(1);
  }

  private void stays(Outcome outcome, String reason) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.describe()).contains(reason);
    assertThat(home.serving()).isEqualTo("v1");
    assertThat(home.registry.versions()).hasSize(1);
    assertThat(home.registry.unrecorded()).isEmpty();
  }
}
