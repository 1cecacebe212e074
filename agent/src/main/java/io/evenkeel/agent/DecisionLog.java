package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import java.util.Optional;

/// The decisions in the journal: each is one note, and no report is decided on twice.
record DecisionLog(Journal journal) {
  private static final String STEP = Details.DECISION;

  /// Whether this report, or a later one, was decided on. The ids of reports sort by time.
  boolean knows(CheckReport report) {
    return journal
        .newest(STEP, JournalEntry.Phase.NOTE)
        .flatMap(Details::report)
        .filter(newest -> report.id().compareTo(newest) <= 0)
        .isPresent();
  }

  /// Notes a conversation with a language model, if there was one.
  ///
  /// @param incident the incident; empty where there is none yet
  void consulted(
      CheckReport report, String incident, Optional<Reasoner.Consultation> consultation) {
    consultation.ifPresent(asked ->
        journal.note(
            incident, Details.CONSULT, asked.result(), Details.consultation(report.id(), asked)));
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
