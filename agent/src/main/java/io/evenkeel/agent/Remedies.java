package io.evenkeel.agent;

import io.evenkeel.incident.LabelSupply;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.monitor.CheckReport;
import java.time.Instant;
import java.util.Optional;

/// What the agent can do to the world. The implementation performs what it is told, under the
/// idempotency key that it is given, and never chooses. INTENT and DONE around each call are the
/// agent's.
public interface Remedies {
  /// The earlier version that is best to go back to: intact, with a reference that fits the window
  /// of the report, and not known to do worse than the champion, as measured on current mature rows
  /// or, while there are too few, as estimated from the scores. A version that verification undid
  /// is none.
  Optional<String> fittingVersion(CheckReport report);

  /// What it costs an hour that the version of a report serves on; empty where nobody reckons it.
  default Optional<MoneyAtRisk> moneyAtRisk(CheckReport report) {
    return Optional.empty();
  }

  /// The labels that a retrain on a report could learn from; empty where they cannot be counted, or
  /// the report names no rows.
  Optional<LabelSupply> labels(CheckReport report);

  /// Performs a remedy.
  ///
  /// @param remedy what to do
  /// @param order for which incident, on which evidence, under which key
  /// @throws InterruptedException when the process is ending; the effect is reconciled later
  Outcome perform(Remedy remedy, Order order) throws InterruptedException;

  /// Looks at the world and says what came of an effect that was announced and never closed. Makes
  /// good what was half done.
  ///
  /// @param intent the open INTENT
  Outcome reconcile(JournalEntry intent);

  /// Measures the version that serves against the one before it, on mature rows that it served
  /// since a moment: ROC-AUC by the paired test, with the one that serves as the challenger. Where
  /// labels did not come alike for rows of every score, only rows that passed by lot count.
  ///
  /// @param serving the version that serves
  /// @param before the version that served before
  /// @param since exclusive
  /// @param needed the least number of frauds, and of honest rows
  default PairedComparison inHindsight(String serving, String before, Instant since, int needed) {
    return new PairedComparison.NotEnoughData(0, needed);
  }

  /// Under which authority a remedy is performed.
  ///
  /// @param incident the id of the incident
  /// @param key the idempotency key, `incident/attempt/action`
  /// @param report the evidence
  /// @param recommendation the decision and its reasons, for alerts and metadata
  record Order(String incident, String key, CheckReport report, Recommendation recommendation) {
    private static final String VERIFICATION = "verify-";

    /// The id of the evidence on which verification orders a remedy.
    static String verification(String incident, int attempt) {
      return VERIFICATION + incident + "-" + attempt;
    }

    /// Whether verification ordered this, on evidence that it measured itself. A rollback of that
    /// kind undoes a change after which the champion was measured worse.
    public boolean byVerification() {
      return byVerification(report);
    }

    /// Whether a report is evidence that verification measured itself.
    public static boolean byVerification(CheckReport report) {
      return isByVerification(report.id());
    }

    /// Whether the id of a report is one that verification gave.
    static boolean isByVerification(String report) {
      return report.startsWith(VERIFICATION);
    }
  }
}
