package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Marks;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.incident.Repair;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.model.RocAuc;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `v2` is promoted over `v1` by a retrain. Every step is made by a fresh agent, so that what it
/// knows must be in the ledger.
class ReappraisalTest {
  private static final PairedComparison BETTER =
      new PairedComparison.Measured(0.90, 0.95, 0.05, 0.03, 0.07, 300, 9000);
  private static final PairedComparison WORSE =
      new PairedComparison.Measured(0.95, 0.90, -0.05, -0.07, -0.03, 300, 9000);

  /// The end of a process.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path directory;
  private TestingHome home;
  private Instant promoted;

  @BeforeEach
  void promote() throws InterruptedException {
    home = new TestingHome(directory);
    home.reported(5);
    home.responder().once();
    promoted = home.clock.instant();
    assertThat(serving()).isEqualTo("v2");
    home.remedies.on(
        Decision.ROLLBACK,
        order -> {
          home.ledger.aliases().compareAndSet("champion", Optional.of("v2"), "v1", "", order.key());
          return new Outcome.Changed("v2", "v1", 0.95, 0.01, "rolled back | version=v1");
        });
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void noLookIsMadeBeforeItIsDue() throws InterruptedException {
    home.remedies.hindsight = WORSE;
    stepAfter(Duration.ofHours(23));
    assertThat(looks()).isEmpty();
    assertThat(home.remedies.hindsights).isEmpty();
  }

  @Test
  void aPromotionThatHoldsIsLookedAtThreeTimes() throws InterruptedException {
    home.remedies.hindsight = BETTER;
    stepAfter(Duration.ofDays(1));
    stepAfter(Duration.ofDays(1).plusMinutes(1));
    stepAfter(Duration.ofDays(6));
    assertThat(looks()).containsExactly("1 holds");
    stepAfter(Duration.ofDays(7));
    stepAfter(Duration.ofDays(8));
    stepAfter(Duration.ofDays(30));
    stepAfter(Duration.ofDays(40));
    assertThat(looks()).containsExactly("1 holds", "2 holds", "3 holds");
    assertThat(home.remedies.hindsights).hasSize(3).containsOnly("v2 against v1 since " + since());
    assertThat(serving()).isEqualTo("v2");
  }

  @Test
  void aPromotionThatIsMeasuredWorseIsRevertedAndPeopleAreTold() throws InterruptedException {
    resolve();
    home.remedies.hindsight = WORSE;
    home.remedies.performed.clear();
    stepAfter(Duration.ofDays(1));
    assertThat(serving()).isEqualTo("v1");
    assertThat(home.remedies.performed)
        .containsExactly(new Remedy.RollBack(Optional.of("v1")), new Remedy.Alert());
    assertThat(home.remedies.orders)
        .allMatch(order -> order.key().endsWith("/1/retrain") || order.byVerification());
    assertThat(looks()).containsExactly("1 worse", "1 reverted");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(home.incident().repair())
        .isInstanceOfSatisfying(
            Repair.Changed.class, changed -> assertThat(changed.to()).isEqualTo("v1"));
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("of v1 is 0.9500 and of v2 0.9000", "it was rolled back");
    stepAfter(Duration.ofDays(7));
    assertThat(looks()).as("what was reverted is not judged again").hasSize(2);
  }

  @Test
  void anIncidentThatIsNotOverYetIsGoneOnWith() throws InterruptedException {
    home.remedies.hindsight = WORSE;
    stepAfter(Duration.ofDays(1));
    assertThat(serving()).isEqualTo("v1");
    assertThat(home.incident().state()).isEqualTo(IncidentState.MITIGATING);
  }

  @Test
  void whatCannotBeRevertedIsToldOnceForEachLook() throws InterruptedException {
    home.remedies.on(Decision.ROLLBACK, _ -> new Outcome.Refused("v1 is altered"));
    home.remedies.hindsight = WORSE;
    stepAfter(Duration.ofDays(1));
    stepAfter(Duration.ofDays(1).plusMinutes(1));
    assertThat(looks()).containsExactly("1 worse", "1 not_reverted");
    assertThat(home.incident().escalated()).isTrue();
    assertThat(home.remedies.orders.getLast().recommendation().reasoning())
        .contains("could not be rolled back");
    stepAfter(Duration.ofDays(7));
    assertThat(looks()).endsWith("2 worse", "2 not_reverted");
  }

  @Test
  void whatAGuardHoldsIsToldOnceAndRevertedOnceItMayBe() throws InterruptedException {
    resolve();
    home.remedies.hindsight = WORSE;
    home.killSwitch = () -> true;
    stepAfter(Duration.ofDays(1));
    stepAfter(Duration.ofDays(1).plusMinutes(1));
    assertThat(looks()).containsExactly("1 worse", "1 held");
    stepAfter(Duration.ofDays(1).plusHours(1));
    assertThat(looks()).as("nothing is said while nothing changes").hasSize(2);
    assertThat(home.remedies.hindsights).hasSize(1);
    assertThat(serving()).isEqualTo("v2");
    assertThat(alerts()).hasSize(1);
    home.killSwitch = KillSwitch.never();
    stepAfter(Duration.ofDays(1).plusHours(2));
    assertThat(looks()).endsWith("1 worse", "1 reverted");
    assertThat(serving()).isEqualTo("v1");
    assertThat(alerts()).hasSize(2).last().asString().contains("it was rolled back");
  }

  @Test
  void aSwitchThatIsThrownAmidTheRevertHoldsItToo() throws InterruptedException {
    resolve();
    boolean[] thrown = {false};
    home.killSwitch = () -> thrown[0];
    home.remedies.hindsight = WORSE;
    home.remedies.on(
        Decision.ROLLBACK,
        _ -> {
          thrown[0] = true;
          return new Outcome.Refused("the kill switch is on");
        });
    stepAfter(Duration.ofDays(1));
    assertThat(looks()).containsExactly("1 worse", "1 held");
    thrown[0] = false;
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v1"));
    stepAfter(Duration.ofDays(1).plusHours(1));
    assertThat(looks()).endsWith("1 worse", "1 reverted");
  }

  @Test
  void whatAPersonClosedMeanwhileIsLeftAlone() throws InterruptedException {
    resolve();
    home.remedies.hindsight = WORSE;
    home.killSwitch = () -> true;
    stepAfter(Duration.ofDays(1));
    Marks.Word asha = new Marks.Word("asha", "known, and meant", home.clock.instant());
    Casebook casebook = new Casebook(home.ledger, AgentListener.silent());
    Casebook.Case subject = casebook.find(home.incident().id()).orElseThrow();
    casebook.update(subject, incident -> incident.closed(asha));
    stepAfter(Duration.ofDays(1).plusHours(1));
    assertThat(looks()).containsExactly("1 worse", "1 held", "1 not_reverted");
    assertThat(home.incident().resolved()).isTrue();
  }

  @Test
  void aDifferenceThatOneOfThreeLooksMayFindByChanceIsNotWorse() throws InterruptedException {
    home.remedies.hindsight =
        new PairedComparison.Measured(0.95, 0.93, -0.02, -0.0399, -0.0001, 300, 9000);
    stepAfter(Duration.ofDays(1));
    assertThat(looks()).containsExactly("1 holds");
  }

  @Test
  void tooFewLabelsDoNothingAndAreLookedForAgainNowAndThen() throws InterruptedException {
    stepAfter(Duration.ofDays(1));
    stepAfter(Duration.ofDays(1).plusHours(17));
    assertThat(looks()).containsExactly("1 not_enough");
    stepAfter(Duration.ofDays(1).plusHours(18));
    assertThat(looks()).containsExactly("1 not_enough", "1 not_enough");
    home.remedies.hindsight = BETTER;
    stepAfter(Duration.ofDays(2).plusHours(12));
    assertThat(looks()).endsWith("1 holds");
    assertThat(serving()).isEqualTo("v2");
  }

  @Test
  void aLookThatNeverGetsItsLabelsIsGivenUpAndDoesNotBlockTheNext() throws InterruptedException {
    stepAfter(Duration.ofDays(1));
    stepAfter(Duration.ofDays(5));
    assertThat(looks()).containsExactly("1 not_enough", "1 expired");
    home.remedies.hindsight = BETTER;
    stepAfter(Duration.ofDays(7));
    assertThat(looks()).endsWith("2 holds");
  }

  @Test
  void whereTheAgentWasAwayOnlyTheLookThatIsDueIsMade() throws InterruptedException {
    home.remedies.hindsight = BETTER;
    stepAfter(Duration.ofDays(31));
    assertThat(looks()).containsExactly("1 expired", "2 expired", "3 holds");
  }

  @Test
  void aLookWhoseEffectIsMissingIsMadeOnceMore() throws InterruptedException {
    home.remedies.hindsight = WORSE;
    home.remedies.on(
        Decision.ROLLBACK,
        _ -> {
          throw new InterruptedException("the process is ending");
        });
    home.clock.advance(Duration.ofDays(1));
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> home.responder().once());
    assertThat(looks()).containsExactly("1 worse");
    home.remedies.on(
        Decision.ROLLBACK,
        order -> {
          home.ledger.aliases().compareAndSet("champion", Optional.of("v2"), "v1", "", order.key());
          return new Outcome.Changed("v2", "v1", 0.95, 0.01, "rolled back | version=v1");
        });
    stepAfter(Duration.ofDays(1).plusMinutes(1));
    assertThat(looks()).containsExactly("1 worse", "1 worse", "1 reverted");
    assertThat(serving()).isEqualTo("v1");
  }

  @Test
  void aLookIsClosedThoughTheAgentDiedAfterPeopleWereTold() throws InterruptedException {
    resolve();
    home.remedies.hindsight = WORSE;
    home.listener =
        event -> {
          if (event instanceof AgentEvent.ActionEnded ended
              && ended.remedy() instanceof Remedy.Alert) {
            throw new Killed();
          }
        };
    home.clock.advance(Duration.ofDays(1));
    assertThatExceptionOfType(Killed.class).isThrownBy(() -> home.responder().once());
    assertThat(looks()).containsExactly("1 worse");
    home.listener = AgentListener.silent();
    stepAfter(Duration.ofDays(1).plusMinutes(1));
    stepAfter(Duration.ofDays(1).plusMinutes(2));
    assertThat(looks()).containsExactly("1 worse", "1 reverted");
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void whatAPersonPromotedIsNotJudged() throws InterruptedException {
    home.ledger.versions().record("v3", "digest", Optional.empty(), "");
    home.ledger.aliases().compareAndSet("champion", Optional.of("v2"), "v3", "by hand", "");
    home.remedies.hindsight = WORSE;
    stepAfter(Duration.ofDays(1));
    assertThat(looks()).isEmpty();
    assertThat(serving()).isEqualTo("v3");
  }

  @Test
  void aLookIsAFactOfTheJournal() throws InterruptedException {
    home.remedies.hindsight = BETTER;
    stepAfter(Duration.ofDays(1));
    JournalEntry look =
        home.ledger.journal().newest("reappraisal", JournalEntry.Phase.NOTE).orElseThrow();
    assertThat(new AgentJournal(home.ledger.journal()).read(look))
        .hasValueSatisfying(
            fact -> assertThat(((AgentFact.Verified) fact).describe()).contains("same 300 frauds"));
  }

  @Test
  void looksOutOfOrderAreRejected() {
    Duration day = Duration.ofDays(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReappraisalSettings(Duration.ZERO, day, day.plus(day), day, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReappraisalSettings(day, day, day.plus(day), day, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReappraisalSettings(day, day.plus(day), day.plus(day), day, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ReappraisalSettings(
                day, day.multipliedBy(2), day.multipliedBy(3), Duration.ZERO, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ReappraisalSettings(
                day, day.multipliedBy(2), day.multipliedBy(3), day, Double.NaN));
  }

  private void resolve() throws InterruptedException {
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.windows.add(TestingReports.drift(0));
    home.checks.performance = new RocAuc.Measured(0.95, 0.005, 200, 4000);
    home.clock.advance(Duration.ofSeconds(1));
    home.responder().once();
    assertThat(home.incident().state()).isEqualTo(IncidentState.RESOLVED);
  }

  /// A step so long after the promotion.
  private void stepAfter(Duration age) throws InterruptedException {
    home.clock.advance(Duration.between(home.clock.instant(), promoted.plus(age)));
    home.responder().once();
  }

  private List<String> alerts() {
    return home.remedies.orders.stream()
        .filter(order -> order.recommendation().decision() == Decision.ALERT)
        .map(order -> order.recommendation().reasoning())
        .toList();
  }

  private Instant since() {
    return home.ledger.aliases().history("champion").get(1).since();
  }

  private String serving() {
    return home.ledger.aliases().current("champion").orElseThrow().version();
  }

  private List<String> looks() {
    return home.ledger.journal().after(0, 1000).stream()
        .filter(entry -> entry.step().equals("reappraisal"))
        .map(entry -> Details.fields(entry).whole("look") + " " + entry.code())
        .toList();
  }
}
