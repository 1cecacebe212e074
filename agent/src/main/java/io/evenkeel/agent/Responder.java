package io.evenkeel.agent;

import io.evenkeel.incident.Guards;
import io.evenkeel.incident.Policy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent: looks at the latest report, decides, acts, and watches whether it helped.
///
/// Owned by one thread. Over one home only one may run at a time ([AgentLock]); a second one would
/// take the effects that the first has under way for forgotten ones.
public final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  private final Ledger ledger;
  private final Casebook casebook;
  private final GuardedDoor door;
  private final Settlement settlement;
  private final LooseEnds looseEnds;
  private final Verification verification;
  private final Reappraisal reappraisal;
  private final Orders orders;
  private final AgentGraph graph;
  private boolean reconciled;

  /// What the agent works with.
  ///
  /// @param reports the latest report
  /// @param checks the measurements for verification
  /// @param remedies what can be done
  /// @param ledger the facts
  /// @param policy the rule
  /// @param reasoner who decides, within the policy
  /// @param settings its behaviour in time
  /// @param killSwitch keeps it from changing the champion
  /// @param listener is told what it does
  /// @param clock the present
  public record Parts(
      Reports reports,
      Checks checks,
      Remedies remedies,
      Ledger ledger,
      Policy policy,
      Reasoner reasoner,
      AgentSettings settings,
      KillSwitch killSwitch,
      AgentListener listener,
      Clock clock) {}

  /// Puts the agent together. Nothing happens before the first call.
  public Responder(Parts parts) {
    ledger = parts.ledger();
    Clock clock = parts.clock();
    AgentSettings settings = parts.settings();
    AgentListener listener = new GuardedListener(parts.listener());
    Champion champion = new Champion(ledger);
    casebook = new Casebook(ledger, listener);
    DecisionLog decisions = new DecisionLog(ledger.journal());
    Gatekeeper gatekeeper =
        new Gatekeeper(
            new Guards(settings.limits()),
            parts.killSwitch(),
            settings.autonomy(),
            parts.policy().planned(),
            new Retrospect(ledger.journal()),
            parts.remedies(),
            clock);
    door = new GuardedDoor(casebook, ledger.journal(), parts.remedies(), gatekeeper, listener);
    settlement = new Settlement(casebook, champion, door, settings, clock);
    Escalation escalation = new Escalation(parts.checks(), door, settlement, clock);
    looseEnds = new LooseEnds(casebook, ledger.journal(), escalation, champion);
    verification =
        new Verification(
            parts.policy(),
            parts.checks(),
            casebook,
            ledger.journal(),
            champion,
            escalation,
            settings,
            listener,
            clock);
    reappraisal =
        new Reappraisal(
            ledger,
            parts.remedies(),
            parts.checks(),
            casebook,
            door,
            gatekeeper,
            settlement,
            settings,
            clock);
    orders =
        new Orders(parts.reports(), parts.checks(), casebook, champion, door, settlement, clock);
    graph =
        new AgentGraph(
            new MonitorNode(parts.reports(), parts.policy(), decisions, casebook, door, champion),
            new ReasonNode(
                parts.policy(),
                parts.reasoner(),
                parts.remedies(),
                casebook,
                decisions,
                settings,
                gatekeeper,
                door,
                listener,
                clock),
            new ActNode(door, settlement, casebook, settings, clock),
            new VerifyNode(settlement));
  }

  /// Closes what an earlier process announced and did not close, by looking at the world, and takes
  /// its outcome into the incidents; notes what it had no time to note. [#once] does this by itself
  /// before its first run, and again after a run that threw.
  ///
  /// @return how many effects were reconciled
  public int reconcileOpenIntents() {
    casebook.noteWhatIsMissing();
    List<JournalEntry> open = ledger.journal().openIntents();
    open.forEach(door::reconcile);
    settlement.settleAll();
    reconciled = true;
    return open.size();
  }

  /// Takes verification one step further, then runs the graph on the latest report. Waits for
  /// nothing but the remedy that it performs.
  ///
  /// @throws InterruptedException when the process is ending
  public AgentRun once() throws InterruptedException {
    try {
      if (!reconciled) {
        reconcileOpenIntents();
        looseEnds.tie();
      }
      Optional<String> unverified = verification.step();
      Optional<String> unjudged = reappraisal.step();
      if (unjudged.isPresent()) {
        // What it had begun is carried through by the next run.
        reconciled = false;
      }
      Optional<String> problem = unverified.or(() -> unjudged);
      orders.step();
      AgentRun run = graph.run();
      return run instanceof AgentRun.Idle && problem.isPresent()
          ? new AgentRun.Failed(problem.get(), List.of())
          : run;
    } catch (RuntimeException e) {
      reconciled = false;
      LOG.error("the agent's run failed", e);
      return new AgentRun.Failed("the run failed: " + e, List.of());
    }
  }

  /// Runs again and again until the thread is interrupted. What goes wrong in one run does not end
  /// the next.
  ///
  /// @param interval the pause between two runs, at least 1 millisecond
  /// @param each is given the result of each run
  /// @throws InterruptedException when the process is ending
  public void watch(Duration interval, Consumer<AgentRun> each) throws InterruptedException {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("interval must be at least 1 ms, was " + interval);
    }
    while (true) {
      AgentRun run = once();
      try {
        each.accept(run);
      } catch (RuntimeException e) {
        LOG.error("could not pass on {}", run, e);
      }
      Thread.sleep(interval);
    }
  }
}
