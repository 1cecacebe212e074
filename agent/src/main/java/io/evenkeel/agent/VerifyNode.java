package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;

/// Hands the incident over to verification: from now on its repair is watched. The watching itself
/// takes its time, and is done by later runs.
record VerifyNode(Settlement settlement) {
  Stage begin(Stage.Acted acted) {
    Case settled = settlement.settle(acted.subject(), acted.outcome());
    return new Stage.Ended(
        new AgentRun.Acted(
            settled.incident().id(),
            acted.recommendation(),
            acted.outcome(),
            acted.attempts().failures()));
  }
}
