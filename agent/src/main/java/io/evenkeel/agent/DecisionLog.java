package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;

/// The decisions in the journal: each is one note, and no report is decided on twice.
record DecisionLog(Journal journal) {
  private static final String STEP = "decision";

  /// Whether this report, or a later one, was decided on. The ids of reports sort by time.
  boolean knows(CheckReport report) {
    return journal
        .newest(STEP, JournalEntry.Phase.NOTE)
        .flatMap(Details::report)
        .filter(newest -> report.id().compareTo(newest) <= 0)
        .isPresent();
  }

  /// Notes a decision, unless a process that died noted the same before.
  void record(CheckReport report, Recommendation recommendation, String source, String incident) {
    Decision decision = recommendation.decision();
    // An OK belongs to no incident; that it is new was asked before.
    boolean known =
        !incident.isEmpty()
            && journal.of(incident).stream()
                .filter(entry -> entry.step().equals(STEP) && entry.code().equals(decision.code()))
                .anyMatch(entry -> Details.report(entry).filter(report.id()::equals).isPresent());
    if (!known) {
      journal.note(
          incident,
          STEP,
          decision.code(),
          Details.decision(report, recommendation, source, incident));
    }
  }
}
