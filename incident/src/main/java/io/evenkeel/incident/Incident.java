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
/// @param latest the latest report that it took in
/// @param decision what that report asked for, before any downgrade
/// @param handled whether that has been carried through
/// @param attempt the number of the latest remedy, counted from 1; 0 before the first
/// @param settled the number of the latest remedy whose outcome this incident reflects
/// @param repair what was last done
/// @param timeline when it came how far
/// @param escalated whether people were told, or could not be told, that the repair is not proven
/// @param marks what people have said about it
public record Incident(
    String id,
    IncidentState state,
    String version,
    List<String> cause,
    Latest latest,
    Decision decision,
    boolean handled,
    int attempt,
    int settled,
    Repair repair,
    Timeline timeline,
    boolean escalated,
    Marks marks) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// The latest report that an incident took in.
  ///
  /// @param report its id
  /// @param version the version that it is about
  public record Latest(String report, String version) {}

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
        new Latest(symptom.report(), symptom.version()),
        Decision.OK,
        false,
        0,
        0,
        new Repair.None(),
        Timeline.detected(symptom.onset(), symptom.detected()),
        false,
        Marks.none());
  }

  /// The same incident under another id, for one that is taken.
  public Incident named(String other) {
    return new Incident(
        other, state, version, cause, latest, decision, handled, attempt, settled, repair, timeline,
        escalated, marks);
  }

  /// Whether it is over.
  public boolean resolved() {
    return state == IncidentState.RESOLVED;
  }

  private boolean closed() {
    return resolved() && marks.closed().isPresent();
  }

  /// Takes in a further report; a resolved incident is reopened by it, and its times begin anew:
  /// the healthy time between is no time to recover. What people said of it before is in the
  /// journal.
  public Incident joined(Symptom symptom) {
    Incident joined = with(new Latest(symptom.report(), symptom.version()), decision, false);
    return resolved()
        ? joined
            .with(
                state.to(IncidentState.REOPENED),
                Timeline.detected(symptom.onset(), symptom.detected()))
            .marked(Marks.none())
        : joined;
  }

  /// After a decision on its latest report.
  public Incident decided(Decision next, Instant at) {
    return with(latest, next, handled).with(state, timeline.decidedAt(at));
  }

  /// Before a remedy: gives it the next number.
  public Incident attempting() {
    return new Incident(
        id,
        state,
        version,
        cause,
        latest,
        decision,
        handled,
        attempt + 1,
        settled,
        repair,
        timeline,
        escalated,
        marks);
  }

  /// Before a remedy that a person ordered: the order is used up by it.
  public Incident obeying() {
    return attempting().marked(marks.followingThePolicy());
  }

  /// With what people have said about it.
  public Incident marked(Marks next) {
    return new Incident(
        id, state, version, cause, latest, decision, handled, attempt, settled, repair, timeline,
        escalated, next);
  }

  /// After a person has taken it on. Where a repair is under way, that is told by the mark alone.
  public Incident acknowledged(Marks.Word word) {
    Incident marked = marked(marks.acknowledgedBy(word));
    return switch (state) {
      case OPEN, REOPENED -> marked.with(state.to(IncidentState.ACKNOWLEDGED), timeline);
      case ACKNOWLEDGED, MITIGATING, MITIGATED, RESOLVED -> marked;
    };
  }

  /// After a person has closed it. Nobody measured that it is over, so it has no time of recovery.
  public Incident closed(Marks.Word word) {
    return marked(marks.closedBy(word)).with(state.to(IncidentState.RESOLVED), timeline);
  }

  /// Whether a remedy was begun and has not been taken in yet.
  public boolean acting() {
    return attempt > settled;
  }

  /// The idempotency key of the latest remedy.
  ///
  /// @param remedy the remedy
  public String key(Remedy remedy) {
    return id + "/" + attempt + "/" + remedy.decision().code();
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
        latest,
        decision,
        true,
        attempt,
        attempt,
        change,
        timeline.actedAt(at),
        false,
        marks);
  }

  /// After people were told. A change that is being verified stays under verification.
  ///
  /// @param serving the version that serves
  /// @param at when they were told
  public Incident told(String serving, Instant at) {
    Repair next = verifying() ? repair : new Repair.Told(serving, Repair.Watch.from(at));
    return new Incident(
        id,
        state,
        version,
        cause,
        latest,
        decision,
        true,
        attempt,
        attempt,
        next,
        timeline.toldAt(at),
        escalated,
        marks);
  }

  /// Whether a change of the champion is being verified.
  public boolean verifying() {
    return repair instanceof Repair.Changed
        && (state == IncidentState.MITIGATING || state == IncidentState.MITIGATED);
  }

  /// After a remedy that changed nothing.
  public Incident attemptFailed() {
    return new Incident(
        id, state, version, cause, latest, decision, handled, attempt, attempt, repair, timeline,
        escalated, marks);
  }

  /// After all that its latest report asked for was carried through.
  public Incident handledLatest() {
    return with(latest, decision, true);
  }

  /// With another view of how far its repair is verified.
  public Incident watched(Repair next) {
    return new Incident(
        id, state, version, cause, latest, decision, handled, attempt, settled, next, timeline,
        escalated, marks);
  }

  /// After the detector was found quiet; as it is where a person closed it meanwhile.
  public Incident mitigated(Instant at) {
    return closed() ? this : with(state.to(IncidentState.MITIGATED), timeline.mitigatedAt(at));
  }

  /// After recovery was measured; as it is where a person closed it meanwhile.
  public Incident resolved(Instant at) {
    return closed() ? this : with(state.to(IncidentState.RESOLVED), timeline.resolvedAt(at));
  }

  /// After the repair was found not to hold.
  public Incident reopened() {
    return with(state.to(IncidentState.REOPENED), timeline.reopened()).marked(marks.reopened());
  }

  /// After people were told, or could not be told, that the repair is not proven.
  public Incident withEscalation() {
    return new Incident(
        id, state, version, cause, latest, decision, handled, attempt, settled, repair, timeline,
        true, marks);
  }

  /// When it was over: by measurement, or because a person said so.
  public Optional<Instant> ended() {
    return timeline.resolved().or(() -> marks.closed().map(Marks.Word::at));
  }

  /// How long it took from the onset, or the report where that is unknown, until recovery was
  /// measured; empty where a person closed it.
  public Optional<Duration> timeToRecover() {
    Instant start = timeline.onset().orElse(timeline.detected());
    return timeline.resolved().map(end -> Duration.between(start, end));
  }

  private Incident with(Latest nextLatest, Decision nextDecision, boolean nextHandled) {
    return new Incident(
        id,
        state,
        version,
        cause,
        nextLatest,
        nextDecision,
        nextHandled,
        attempt,
        settled,
        repair,
        timeline,
        escalated,
        marks);
  }

  private Incident with(IncidentState nextState, Timeline nextTimeline) {
    return new Incident(
        id,
        nextState,
        version,
        cause,
        latest,
        decision,
        handled,
        attempt,
        settled,
        repair,
        nextTimeline,
        escalated,
        marks);
  }
}
