package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.agent.GuardedDoor.Passage;
import io.evenkeel.drift.DataFault;
import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.GuardLimits;
import io.evenkeel.incident.Guards;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Marks;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.PlannedEvent;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.incident.Symptom;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the door asks when verification insists on undoing a change, and what it skips.
class GuardedDoorTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Recommendation UNDO =
      new Recommendation(Decision.ROLLBACK, 0.95, "measured worse");
  private static final Recommendation TELL =
      new Recommendation(Decision.ALERT, 0.95, "measured worse");

  @TempDir private Path directory;
  private TestingHome home;
  private Casebook casebook;
  private Case subject;
  private KillSwitch killSwitch = KillSwitch.never();
  private Autonomy autonomy = Autonomy.FULL;
  private GuardLimits limits =
      new GuardLimits(
          Duration.ZERO, 1000, 1000, 1000, DAY, 1000, Duration.ofHours(4), List.of(Duration.ZERO));
  private List<PlannedEvent> planned = List.of();
  private List<DataFault> faults = List.of();
  private Optional<Culprit> culprit = Optional.empty();

  /// Something that stands in the way of a rollback that was decided on.
  enum Obstacle {
    KILL_SWITCH("kill_switch", true) {
      @Override
      void put(GuardedDoorTest test) {
        test.killSwitch = () -> true;
      }
    },
    HOLD("planned_hold", true) {
      @Override
      void put(GuardedDoorTest test) {
        test.planned =
            List.of(
                new PlannedEvent(
                    "freeze",
                    test.home.clock.instant(),
                    test.home.clock.instant().plus(DAY),
                    PlannedEvent.Effect.HOLD));
      }
    },
    OBSERVE("observe_only", true) {
      @Override
      void put(GuardedDoorTest test) {
        test.autonomy = Autonomy.OBSERVE;
      }
    },
    SHADOW("shadow", true) {
      @Override
      void put(GuardedDoorTest test) {
        test.autonomy = Autonomy.SHADOW;
      }
    },
    A_PERSON_SAID_NONE("overruled", true) {
      @Override
      void put(GuardedDoorTest test) {
        Marks.Word word = new Marks.Word("asha", "wait", test.home.clock.instant());
        test.subject =
            test.casebook.update(
                test.subject,
                known ->
                    known.marked(
                        known.marks().overruledBy(new Marks.Overruled(Decision.OK, word))));
      }
    },
    DATA_FAULT("data_fault", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.faults = List.of(new DataFault.UnitChange("amount", 100, 1));
      }
    },
    ONE_CLIENT("one_client", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.culprit = Optional.of(new Culprit("acme", 0.3));
      }
    },
    RECURRENCE("recurrence", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.limits = test.limits(DAY, 1000, 1000, 1000, 1);
      }
    },
    FAILURES("failures", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.limits = test.limits(Duration.ZERO, 1000, 1, 1000, 1000);
        test.before(new Outcome.Failed("no bundle"));
      }
    },
    INEFFECTIVE("ineffective", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.limits = test.limits(Duration.ZERO, 1000, 1000, 1, 1000);
        test.before(new Outcome.Changed("v2", "v1", 0.95, 0.01, "rolled back"));
      }
    },
    BUDGET("daily_budget", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.limits = test.limits(Duration.ZERO, 0, 1000, 1000, 1000);
      }
    },
    COOLDOWN("cooldown", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.limits = test.limits(DAY, 1000, 1000, 1000, 1000);
        test.before(new Outcome.Changed("v2", "v1", 0.95, 0.01, "rolled back"));
      }
    },
    BACKOFF("backoff", false) {
      @Override
      void put(GuardedDoorTest test) {
        test.limits =
            new GuardLimits(
                Duration.ZERO, 1000, 1000, 1000, DAY, 1000, Duration.ofHours(4), List.of(DAY));
        test.before(new Outcome.Failed("no bundle"));
      }
    };

    private final String guard;
    private final boolean said;

    /// @param guard who refuses
    /// @param said whether it is something that people said, which holds a revert too
    Obstacle(String guard, boolean said) {
      this.guard = guard;
      this.said = said;
    }

    abstract void put(GuardedDoorTest test);
  }

  @BeforeEach
  void open() {
    home = new TestingHome(directory);
    home.remedies.on(Decision.ROLLBACK, order -> home.remedies.promote(order, "v2"));
    casebook = new Casebook(home.ledger, AgentListener.silent());
    Incident incident =
        Incident.open(
            new Symptom("report-1", "v1", List.of("hour"), Optional.empty(), home.clock.instant()),
            home.clock.instant());
    subject = casebook.open(incident);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @ParameterizedTest
  @EnumSource(Obstacle.class)
  void onlyWhatPeopleSaidHoldsARevert(Obstacle obstacle) throws InterruptedException {
    obstacle.put(this);

    Passage decided = door().perform(subject, new Remedy.RollBack(), report("report-2"), UNDO);
    assertThat(outcome(decided)).isInstanceOf(Outcome.Refused.class);
    assertThat(refusals()).as("a decision").containsExactly(obstacle.guard);

    subject = casebook.find(subject.incident().id()).orElseThrow();
    Passage insisted = door().insist(subject, new Remedy.RollBack(), revert(), UNDO);
    if (obstacle.said) {
      assertThat(outcome(insisted)).isInstanceOf(Outcome.Refused.class);
      assertThat(refusals()).as("a revert").containsExactly(obstacle.guard, obstacle.guard);
      assertThat(home.remedies.effects).isEmpty();
    } else {
      assertThat(outcome(insisted)).isInstanceOf(Outcome.Changed.class);
      assertThat(refusals()).as("a revert").hasSize(1);
      assertThat(home.remedies.effects).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Obstacle.class)
  void nothingKeepsPeopleFromBeingTold(Obstacle obstacle) throws InterruptedException {
    obstacle.put(this);
    Passage told = door().insist(subject, new Remedy.Alert(), revert(), TELL);
    assertThat(outcome(told)).isInstanceOf(Outcome.Delivered.class);
    assertThat(refusals()).isEmpty();
  }

  @Test
  void itIsTriedAgainOnWhatTheIncidentHasBecome() throws InterruptedException {
    Case stale = subject;
    casebook.update(subject, Incident::withEscalation);
    assertThat(door().perform(stale, new Remedy.RollBack(), revert(), UNDO))
        .isInstanceOf(Passage.Contended.class);

    Passage insisted = door().insist(stale, new Remedy.RollBack(), revert(), UNDO);
    assertThat(outcome(insisted)).isInstanceOf(Outcome.Changed.class);
    assertThat(((Passage.Performed) insisted).subject().incident().escalated()).isTrue();
    assertThat(home.remedies.effects).hasSize(1);
  }

  @Test
  void whoeverClosedTheIncidentHasTheLastWord() throws InterruptedException {
    Case stale = subject;
    Marks.Word word = new Marks.Word("asha", "a test", home.clock.instant());
    casebook.update(subject, known -> known.closed(word));
    assertThat(door().insist(stale, new Remedy.RollBack(), revert(), UNDO))
        .isEqualTo(new Passage.Contended(stale.incident().id()));
    assertThat(home.remedies.effects).isEmpty();
  }

  @Test
  void whatSomebodyElseAnnouncedIsNotInsistedOn() throws InterruptedException {
    String key = subject.incident().id() + "/1/rollback";
    home.ledger.journal().intend(subject.incident().id(), "rollback", key, "{}");
    assertThat(door().insist(subject, new Remedy.RollBack(), revert(), UNDO))
        .isInstanceOfSatisfying(
            Passage.Announced.class, announced -> assertThat(announced.key()).isEqualTo(key));
    assertThat(home.remedies.effects).isEmpty();
  }

  private GuardedDoor door() {
    return new GuardedDoor(
        casebook,
        home.ledger.journal(),
        home.remedies,
        new Gatekeeper(
            new Guards(limits),
            killSwitch,
            autonomy,
            planned,
            new Retrospect(home.ledger.journal()),
            home.remedies,
            home.clock),
        AgentListener.silent());
  }

  private GuardLimits limits(
      Duration cooldown, int budget, int failures, int ineffective, int recurrence) {
    return new GuardLimits(
        cooldown,
        budget,
        failures,
        ineffective,
        DAY,
        recurrence,
        Duration.ofHours(4),
        List.of(Duration.ZERO));
  }

  /// An attempt to roll back because of another incident, a moment ago.
  private void before(Outcome outcome) {
    Journal journal = home.ledger.journal();
    journal.intend(
        "earlier", "rollback", "earlier/1/rollback", Details.intent(report("report-0"), UNDO));
    String detail = Details.outcome(outcome, "report-0");
    if (outcome instanceof Outcome.Changed) {
      journal.done("earlier/1/rollback", "rolled_back", detail);
    } else {
      journal.failed("earlier/1/rollback", "failed", detail);
    }
  }

  /// Evidence as verification measures it.
  private CheckReport revert() {
    return report(
        Remedies.Order.verification(subject.incident().id(), subject.incident().attempt() + 1));
  }

  private CheckReport report(String id) {
    CheckReport made =
        TestingReports.report(
            id, "v1", TestingReports.drift(3), faults, true, home.clock.instant());
    return new CheckReport(
        made.id(),
        made.timestamp(),
        made.version(),
        made.window(),
        made.drift(),
        made.faults(),
        culprit,
        made.confirmed(),
        made.onset(),
        made.watch(),
        made.answers(),
        made.performance(),
        made.estimated(),
        made.realised(),
        made.recommendation(),
        made.took());
  }

  private static Outcome outcome(Passage passage) {
    assertThat(passage).isInstanceOf(Passage.Performed.class);
    return ((Passage.Performed) passage).outcome();
  }

  /// The guards that refused, oldest first.
  private List<String> refusals() {
    List<String> guards = new ArrayList<>();
    for (JournalEntry entry : home.ledger.journal().of(subject.incident().id())) {
      if (entry.step().equals(Details.GUARD)) {
        guards.add(entry.code());
      }
    }
    return guards;
  }
}
