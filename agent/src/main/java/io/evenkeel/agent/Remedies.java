package io.evenkeel.agent;

import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.monitor.CheckReport;
import java.util.Optional;

/// What the agent can do to the world. The implementation performs what it is told, under the
/// idempotency key that it is given, and never chooses. INTENT and DONE around each call are the
/// agent's.
public interface Remedies {
  /// The newest earlier version that is intact, whose reference fits the window of the report, and
  /// that is not measured worse on current mature rows. A version that verification undid is none.
  Optional<String> fittingVersion(CheckReport report);

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
      return report.id().startsWith(VERIFICATION);
    }
  }
}
