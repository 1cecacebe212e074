package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.MoneyAtRisk;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads entries of the journal as facts of the agent. Entries of older programs, which lack some
/// fields, are read as far as they go.
///
/// Safe for use by many threads.
public final class AgentJournal {
  private final Journal journal;

  /// @param journal where the announcement of an effect is looked up
  public AgentJournal(Journal journal) {
    this.journal = journal;
  }

  /// The fact that an entry states; empty when the entry is not one of the agent's.
  ///
  /// @throws IllegalArgumentException when the entry is one of the agent's and cannot be read
  public Optional<AgentFact> read(JournalEntry entry) {
    return switch (entry.step()) {
      case Details.DECISION -> Optional.of(decided(entry));
      case Details.CONSULT -> Optional.of(consulted(entry));
      case Details.INCIDENT -> Optional.of(moved(entry));
      case Details.VERIFY, Details.REAPPRAISAL -> Optional.of(verified(entry));
      case Details.MEANWHILE -> Optional.of(atRisk(entry));
      case Details.GUARD -> Optional.of(stopped(entry));
      case Details.PERSON -> Optional.of(instructed(entry));
      case "alert", "rollback", "retrain" -> action(entry);
      default -> Optional.empty();
    };
  }

  private static AgentFact decided(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    double score = fields.number("drift_score");
    return new AgentFact.Decided(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        Decision.ofCode(entry.code()),
        fields.text("report"),
        text(fields, "version"),
        Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score),
        fields.has("drifted") ? fields.texts("drifted") : List.of(),
        fields.number("confidence"),
        fields.text("reasoning"),
        fields.text("source"));
  }

  private static AgentFact consulted(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    return new AgentFact.Consulted(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        new Reasoner.Consultation(
            fields.text("model"),
            fields.text("prompt"),
            fields.text("response"),
            entry.code(),
            fields.text("remark"),
            Duration.ofNanos(Math.round(fields.number("took_seconds") * Details.NANOS))),
        fields.text("report"));
  }

  private static AgentFact moved(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    return new AgentFact.Moved(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        IncidentCodec.state(entry.code()),
        text(fields, "version"),
        fields.has("cause") ? fields.texts("cause") : List.of(),
        fields.has("timeline")
            ? Optional.of(IncidentCodec.timeline(fields.fields("timeline")))
            : Optional.empty());
  }

  private static AgentFact verified(JournalEntry entry) {
    return new AgentFact.Verified(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        entry.code(),
        text(Details.fields(entry), "describe"));
  }

  private static AgentFact atRisk(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    return new AgentFact.AtRisk(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        fields.text("report"),
        fields.has("missed_per_hour")
            ? new MoneyAtRisk.Known(
                fields.text("version"),
                fields.number("missed_per_hour"),
                fields.number("scored_per_hour"),
                fields.number("traffic_share"),
                fields.text("unit"),
                (int) fields.number("frauds"))
            : new MoneyAtRisk.Unknown("it was not known then"),
        fields.text("describe"));
  }

  private static AgentFact instructed(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    return new AgentFact.Instructed(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        entry.code(),
        fields.text("who"),
        fields.text("why"),
        fields.text("describe"));
  }

  private static AgentFact stopped(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    return new AgentFact.Ended(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        fields.text("key"),
        Decision.ofCode(fields.text("action")),
        entry.code(),
        fields.text("describe"),
        fields.text("report"),
        Duration.ZERO,
        Optional.empty());
  }

  private Optional<AgentFact> action(JournalEntry entry) {
    return switch (entry.phase()) {
      case INTENT -> Optional.of(announced(entry));
      case DONE, FAILED -> Optional.of(ended(entry));
      case NOTE -> Optional.empty();
    };
  }

  private static AgentFact announced(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    return new AgentFact.Announced(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        entry.key(),
        Decision.ofCode(entry.step()),
        text(fields, "report"),
        text(fields, "version"));
  }

  private AgentFact ended(JournalEntry entry) {
    JsonFields fields = Details.fields(entry);
    Duration took =
        journal
            .intent(entry.key())
            .map(intent -> Duration.between(intent.time(), entry.time()))
            // The clock of the machine may have been set back in between.
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return new AgentFact.Ended(
        entry.sequence(),
        entry.time(),
        entry.incident(),
        entry.key(),
        Decision.ofCode(entry.step()),
        entry.code(),
        fields.text("describe"),
        text(fields, "report"),
        took,
        entry.phase() == Phase.DONE && fields.has("to")
            ? Optional.of(
                new AgentFact.Change(
                    fields.text("from"), fields.text("to"), fields.number("roc_auc")))
            : Optional.empty(),
        Details.evidence(fields));
  }

  /// Empty where an older program did not write it.
  private static String text(JsonFields fields, String name) {
    return fields.has(name) ? fields.text(name) : "";
  }
}
