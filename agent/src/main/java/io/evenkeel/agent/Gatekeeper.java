package io.evenkeel.agent;

import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Guard;
import io.evenkeel.incident.Guards;
import io.evenkeel.incident.History;
import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.PlannedEvent;
import io.evenkeel.incident.Proposal;
import io.evenkeel.incident.Remedy;
import io.evenkeel.monitor.CheckReport;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the guards, before a decision and again at the door, on what is known at that moment.
///
/// Owned by the agent's thread.
record Gatekeeper(
    Guards guards,
    KillSwitch killSwitch,
    Autonomy autonomy,
    List<PlannedEvent> planned,
    Retrospect past,
    Remedies remedies,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
  private static final Guard.Verdict ALLOWED = Guard.Verdict.allowed();

  /// What may be decided, and what may not and why.
  ///
  /// @param allowed what may be decided
  /// @param refused the actions that a guard refused
  record Permission(Set<Decision> allowed, Map<Decision, Guard.Verdict.Refused> refused) {}

  /// What may be decided about a report. The guards are asked about what somebody could choose: no
  /// more than a step beyond what the evidence asks for. The rest is not allowed either.
  ///
  /// @param wished what the evidence alone asks for
  /// @param open what has not failed yet
  /// @param opens whether deciding opens, or reopens, an incident; asked only where it matters
  Permission permit(
      CheckReport report, Decision wished, Set<Decision> open, BooleanSupplier opens) {
    EnumSet<Decision> allowed = EnumSet.noneOf(Decision.class);
    EnumMap<Decision, Guard.Verdict.Refused> refused = new EnumMap<>(Decision.class);
    for (Decision decision : open) {
      if (beyond(decision, wished)) {
        continue;
      }
      Guard.Verdict verdict =
          switch (decision) {
            case OK, ALERT -> ALLOWED;
            case ROLLBACK, RETRAIN -> judge(decision, false, report, opens.getAsBoolean());
          };
      switch (verdict) {
        case Guard.Verdict.Allowed _ -> allowed.add(decision);
        case Guard.Verdict.Refused no -> refused.put(decision, no);
      }
    }
    return new Permission(allowed, refused);
  }

  private static boolean beyond(Decision decision, Decision wished) {
    return switch (wished) {
      case OK -> decision == Decision.ROLLBACK || decision == Decision.RETRAIN;
      case ALERT -> decision == Decision.RETRAIN;
      case ROLLBACK, RETRAIN -> false;
    };
  }

  /// Whether a remedy may be performed now.
  Guard.Verdict atTheDoor(Remedy remedy, Remedies.Order order) {
    return switch (remedy) {
      case Remedy.Alert _ -> ALLOWED;
      case Remedy.Retrain _ -> atTheDoor(Decision.RETRAIN, order);
      case Remedy.RollBack _ -> atTheDoor(Decision.ROLLBACK, order);
    };
  }

  private Guard.Verdict atTheDoor(Decision action, Remedies.Order order) {
    return Orders.isOne(order)
        ? guards.judgeOrder(proposal(action, false, order.report(), false))
        : judge(action, order.byVerification(), order.report(), false);
  }

  private Guard.Verdict judge(Decision action, boolean revert, CheckReport report, boolean opens) {
    return guards.judge(proposal(action, revert, report, opens));
  }

  private Proposal proposal(Decision action, boolean revert, CheckReport report, boolean opens) {
    Instant now = clock.instant();
    Optional<History> history = past.history();
    return new Proposal(
        action,
        revert,
        now,
        killSwitch.standing(),
        autonomy,
        planned,
        opens ? history.map(known -> known.opening(now)) : history,
        report.faults(),
        report.drift().qualityIssues(),
        report.culprit(),
        () -> labels(report));
  }

  private Optional<LabelSupply> labels(CheckReport report) {
    try {
      return remedies.labels(report);
    } catch (RuntimeException e) {
      LOG.error("could not count the labels that a retrain could learn from", e);
      return Optional.empty();
    }
  }
}
