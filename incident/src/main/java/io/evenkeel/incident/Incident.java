package io.evenkeel.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Something is wrong with the model in production, from the first report to measured recovery.
///
/// Immutable: each method gives the incident as it stands afterwards, and none has an effect.
///
/// @param id readable and unique: `inc-20261101T120000Z-v1`
/// @param state where it stands
/// @param version the version that served when it was opened
/// @param cause what drifted, or what was wrong with the data; sorted
/// @param decision the latest decision
/// @param report the latest report that it took in
/// @param handled whether what that report asked for has been carried through
/// @param attempt the number of the latest remedy, counted from 1; 0 before the first
/// @param settled the number of the latest remedy whose outcome this incident reflects
/// @param repair what was last done
/// @param timeline when it came how far
/// @param escalated whether people were told that the repair is not proven, or could not be told
public record Incident(
    String id,
    IncidentState state,
    String version,
    List<String> cause,
    Decision decision,
    String report,
    boolean handled,
    int attempt,
    int settled,
    Repair repair,
    Timeline timeline,
    boolean escalated) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Copies and sorts the cause; rejects numbers that cannot be.
  public Incident {
    cause = cause.stream().sorted().distinct().toList();
    if (settled < 0 || settled > attempt) {
      throw new IllegalArgumentException(
          "attempt %d of %s cannot have been settled: the latest is %d"
              .formatted(settled, id, attempt));
    }
  }

  /// Opens an incident.
  ///
  /// @param symptom what was found
  /// @param opened the present; it gives the incident its id
  public static Incident open(Symptom symptom, Instant opened) {
    return new Incident(
        "inc-" + STAMP.format(opened) + "-" + symptom.version(),
        IncidentState.OPEN,
        symptom.version(),
        symptom.cause(),
        Decision.OK,
        symptom.report(),
        false,
        0,
        0,
        new Repair.None(),
        Timeline.detected(symptom.onset(), symptom.detected()),
        false);
  }

  /// The same incident under another id, for one that is taken.
  public Incident named(String other) {
    return new Incident(
        other, state, version, cause, decision, report, handled, attempt, settled, repair, timeline,
        escalated);
  }

  /// Whether it is over.
  public boolean resolved() {
    return state == IncidentState.RESOLVED;
  }

  /// Takes in a further report; a resolved incident is reopened by it.
  public Incident joined(Symptom symptom) {
    if (!resolved()) {
      return with(symptom.report(), false);
    }
    return with(symptom.report(), false)
        .with(state.to(IncidentState.REOPENED), timeline.reopened());
  }

  /// After a decision.
  public Incident decided(Decision next, Instant at) {
    return new Incident(
        id,
        state,
        version,
        cause,
        next,
        report,
        handled,
        attempt,
        settled,
        repair,
        timeline.decidedAt(at),
        escalated);
  }

  /// Before a remedy: gives it the next number.
  public Incident attempting() {
    return new Incident(
        id,
        state,
        version,
        cause,
        decision,
        report,
        handled,
        attempt + 1,
        settled,
        repair,
        timeline,
        escalated);
  }

  /// The idempotency key of the latest remedy.
  ///
  /// @param decision what the remedy carries out
  public String key(Decision decision) {
    return id + "/" + attempt + "/" + decision.code();
  }

  /// After a remedy that changed the champion: it is verified from now on.
  ///
  /// @param change the change
  /// @param at when it took effect
  public Incident changed(Repair.Changed change, Instant at) {
    IncidentState next =
        state == IncidentState.MITIGATING ? state : state.to(IncidentState.MITIGATING);
    return new Incident(
        id,
        next,
        version,
        cause,
        decision,
        report,
        true,
        attempt,
        attempt,
        change,
        timeline.actedAt(at),
        false);
  }

  /// After people were told. A change that is being verified stays under verification.
  ///
  /// @param serving the version that serves
  /// @param at when they were told
  public Incident told(String serving, Instant at) {
    boolean verifying =
        repair instanceof Repair.Changed
            && (state == IncidentState.MITIGATING || state == IncidentState.MITIGATED);
    return new Incident(
        id,
        state,
        version,
        cause,
        decision,
        report,
        true,
        attempt,
        attempt,
        verifying ? repair : new Repair.Told(serving, Repair.Watch.from(at)),
        verifying ? timeline : timeline.actedAt(at),
        escalated);
  }

  /// After a remedy that changed nothing.
  public Incident attemptFailed() {
    return new Incident(
        id, state, version, cause, decision, report, handled, attempt, attempt, repair, timeline,
        escalated);
  }

  /// After all that its latest report asked for was carried through.
  public Incident handledReport() {
    return with(report, true);
  }

  /// With another view of how far its repair is verified.
  public Incident watched(Repair next) {
    return new Incident(
        id, state, version, cause, decision, report, handled, attempt, settled, next, timeline,
        escalated);
  }

  /// After the detector was found quiet.
  public Incident mitigated(Instant at) {
    return with(state.to(IncidentState.MITIGATED), timeline.mitigatedAt(at));
  }

  /// After recovery was measured.
  public Incident resolved(Instant at) {
    return with(state.to(IncidentState.RESOLVED), timeline.resolvedAt(at));
  }

  /// After the repair was found not to hold.
  public Incident reopened() {
    return with(state.to(IncidentState.REOPENED), timeline.reopened());
  }

  /// After people were told, or could not be told, that the repair is not proven.
  public Incident withEscalation() {
    return new Incident(
        id, state, version, cause, decision, report, handled, attempt, settled, repair, timeline,
        true);
  }

  /// How long it took from the onset, or the report where that is unknown, until it was resolved.
  public Optional<Duration> timeToRecover() {
    Instant start = timeline.onset().orElse(timeline.detected());
    return timeline.resolved().map(end -> Duration.between(start, end));
  }

  private Incident with(String nextReport, boolean nextHandled) {
    return new Incident(
        id,
        state,
        version,
        cause,
        decision,
        nextReport,
        nextHandled,
        attempt,
        settled,
        repair,
        timeline,
        escalated);
  }

  private Incident with(IncidentState nextState, Timeline nextTimeline) {
    return new Incident(
        id,
        nextState,
        version,
        cause,
        decision,
        report,
        handled,
        attempt,
        settled,
        repair,
        nextTimeline,
        escalated);
  }
}
