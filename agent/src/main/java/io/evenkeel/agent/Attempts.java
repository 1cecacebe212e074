package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What has been tried about a report and failed, and what may be tried next.
///
/// @param failures what failed, in order
/// @param allowed the decisions that may be taken now; empty when even an alert failed
record Attempts(List<AgentRun.Failure> failures, Set<Decision> allowed) {
  Attempts {
    failures = List.copyOf(failures);
    allowed = Set.copyOf(allowed);
  }

  static Attempts none() {
    return new Attempts(List.of(), EnumSet.allOf(Decision.class));
  }

  int retries() {
    return failures.size();
  }

  boolean exhausted() {
    return allowed.isEmpty();
  }

  /// After a decision failed: only weaker ones remain, and doing nothing is none of them.
  Attempts failed(Decision decision, String reason) {
    List<AgentRun.Failure> all = new ArrayList<>(failures);
    all.add(new AgentRun.Failure(decision, reason));
    EnumSet<Decision> weaker = EnumSet.noneOf(Decision.class);
    for (Decision next : allowed) {
      if (next != Decision.OK && next.compareTo(decision) < 0) {
        weaker.add(next);
      }
    }
    return new Attempts(all, weaker);
  }

  /// With nothing left but to tell people.
  Attempts alertOnly() {
    return new Attempts(failures, Set.of(Decision.ALERT));
  }
}
