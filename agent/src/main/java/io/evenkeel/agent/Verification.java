package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Policy;
import io.evenkeel.incident.Recovery;
import io.evenkeel.incident.Repair;
import io.evenkeel.incident.Symptom;
import io.evenkeel.ledger.Journal;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.DriftCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches whether repairs hold. Each step looks at what there is and waits for nothing; how far it
/// has come is in the incident.
///
/// A change of the champion is *mitigated* by consecutive full windows without a finding, judged by
/// the policy against the reference of the version that serves, and *resolved* by live performance
/// that is not worse than at the gate. Measured worse, whether the detector is quiet or not: rolled
/// back, and people are told. Not proven at the deadline: people are told once, and watching goes
/// on. An incident of which people were only told is resolved once the detector is quiet.
final class Verification {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
  private static final String STEP = Details.VERIFY;

  /// The code of the note that a repair was measured worse.
  static final String WORSE = "worse";

  /// The code of the note that a repair was not proven in time.
  static final String DEADLINE = "deadline";

  private final Policy policy;
  private final Checks checks;
  private final Casebook casebook;
  private final Journal journal;
  private final Champion champion;
  private final Escalation escalation;
  private final AgentSettings settings;
  private final AgentListener listener;
  private final Clock clock;

  Verification(
      Policy policy,
      Checks checks,
      Casebook casebook,
      Journal journal,
      Champion champion,
      Escalation escalation,
      AgentSettings settings,
      AgentListener listener,
      Clock clock) {
    this.policy = policy;
    this.checks = checks;
    this.casebook = casebook;
    this.journal = journal;
    this.champion = champion;
    this.escalation = escalation;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
  }

  /// Takes every unresolved incident as far as the data allows. A failure with one does not keep
  /// the others from being looked at.
  ///
  /// @return what failed, in words, if anything did
  Optional<String> step() throws InterruptedException {
    Optional<String> problem = Optional.empty();
    for (Case subject : casebook.unresolved()) {
      try {
        advance(subject);
      } catch (RuntimeException e) {
        String id = subject.incident().id();
        LOG.error("could not verify incident {}", id, e);
        problem = Optional.of("could not verify incident " + id + ": " + e);
      }
    }
    return problem;
  }

  private void advance(Case subject) throws InterruptedException {
    Incident incident = subject.incident();
    Repair repair = incident.repair();
    String watched =
        switch (repair) {
          case Repair.None _ -> "";
          case Repair.Told told -> told.version();
          case Repair.Changed changed -> changed.to();
        };
    String serving = champion.version().orElse(incident.latest().version());
    if (!watched.equals(serving)) {
      watchInstead(subject, serving, watched);
      return;
    }
    switch (repair) {
      case Repair.None _ -> {}
      case Repair.Told told -> told(subject, told);
      case Repair.Changed changed -> {
        switch (incident.state()) {
          case MITIGATING -> mitigating(subject, changed);
          case MITIGATED -> mitigated(subject, changed);
          // A repair that was measured worse and could not be undone waits for people.
          case OPEN, ACKNOWLEDGED, REOPENED, RESOLVED -> {}
        }
      }
    }
  }

  /// Nothing was done yet, or somebody else changed the champion since: what serves now is watched
  /// as after an alert.
  private void watchInstead(Case subject, String serving, String watched) {
    Instant now = clock.instant();
    casebook.update(
        subject, incident -> incident.watched(new Repair.Told(serving, Repair.Watch.from(now))));
    if (!watched.isEmpty()) {
      note(
          subject,
          "superseded",
          Details.remark(
              "%s serves now, not %s: it is watched instead".formatted(serving, watched)));
    }
  }

  private void told(Case subject, Repair.Told told) {
    Case current = subject;
    Repair.Watch watch = told.watch();
    for (Optional<Repair.Watch> next = look(subject, told.version(), watch);
        next.isPresent();
        next = look(subject, told.version(), watch)) {
      watch = next.get();
      if (watch.quiet() > 0 && stillFallen(subject.incident(), told.version())) {
        watch = Repair.Watch.from(watch.cursor());
      }
      Repair.Told further = new Repair.Told(told.version(), watch);
      current = casebook.update(current, incident -> incident.watched(further));
      if (watch.quiet() == 0) {
        return;
      }
      if (watch.quiet() >= settings.quietWindows()) {
        casebook.update(current, incident -> incident.resolved(clock.instant()));
        return;
      }
    }
  }

  /// Whether it is an incident of performance alone, and the performance is as bad as it was: then
  /// a window is not quiet although no feature moved in it.
  private boolean stillFallen(Incident incident, String version) {
    return incident.cause().equals(List.of(Symptom.PERFORMANCE))
        && checks.fall(version, champion.since(version).orElse(Instant.MIN)).isPresent();
  }

  private void mitigating(Case subject, Repair.Changed changed) throws InterruptedException {
    Case current = subject;
    Repair.Watch watch = changed.watch();
    for (Optional<Repair.Watch> next = look(subject, changed.to(), watch);
        next.isPresent();
        next = look(subject, changed.to(), watch)) {
      watch = next.get();
      Repair.Changed further = changed.with(watch);
      current = casebook.update(current, incident -> incident.watched(further));
      if (watch.quiet() == 0) {
        break;
      }
      if (watch.quiet() >= settings.quietWindows()) {
        current = casebook.update(current, incident -> incident.mitigated(clock.instant()));
        mitigated(current, further);
        return;
      }
    }
    lookWhileNotQuiet(current, changed.with(watch));
  }

  /// A champion that is measured worse is not kept until its detector is quiet. That it is not
  /// worse proves nothing yet.
  private void lookWhileNotQuiet(Case subject, Repair.Changed changed) throws InterruptedException {
    Case current = subject;
    RocAuc live = checks.performance(changed.to(), changed.since(), settings.frauds());
    if (live instanceof RocAuc.Measured(_, _, int frauds, _) && frauds >= changed.nextLook()) {
      Recovery recovery = judge(live, changed);
      String words = words(live, changed);
      switch (recovery) {
        case Recovery.Worse _ -> {
          tell(current, "worse", recovery, words);
          revert(current, changed, live, words + ": measured worse than at the gate.");
          return;
        }
        case Recovery.Inconclusive _ -> {
          tell(current, "inconclusive", recovery, words);
          current = casebook.update(current, incident -> incident.watched(changed.looked(frauds)));
        }
        case Recovery.Recovered _, Recovery.NotEnoughData _ -> {}
      }
    }
    escalateWhenDue(current, changed, "the detector is not quiet");
  }

  private Recovery judge(RocAuc live, Repair.Changed changed) {
    return settings
        .recovery()
        .judge(live, changed.expectedRocAuc(), changed.expectedStandardError());
  }

  /// One look at the next full window; empty when it is not full yet.
  private Optional<Repair.Watch> look(Case subject, String version, Repair.Watch watch) {
    DriftCheck.Finding finding = checks.following(version, watch.cursor());
    boolean quiet =
        policy.recommend(finding.drift(), Optional.empty(), 0).decision() == Decision.OK;
    boolean full = !(finding.drift().verdict() instanceof Verdict.NotEnoughData);
    if (!full && (quiet || watch.quiet() == 0)) {
      return Optional.empty();
    }
    Instant end =
        full
            ? finding
                .window()
                .orElseThrow(() -> new IllegalStateException("a full window without rows"))
                .to()
            : watch.cursor();
    // After a finding only what comes from now on can be quiet; so watching never falls behind.
    Instant now = clock.instant();
    Repair.Watch next =
        quiet ? watch.quietUntil(end) : new Repair.Watch(full && now.isAfter(end) ? now : end, 0);
    String id = subject.incident().id();
    journal.note(
        id,
        STEP,
        quiet ? "quiet_window" : "drifted_window",
        Details.window(quiet, next.quiet(), version, finding.drift().driftScore()));
    listener.on(new AgentEvent.WindowChecked(id, quiet, next.quiet()));
    return Optional.of(next);
  }

  private void mitigated(Case subject, Repair.Changed changed) throws InterruptedException {
    RocAuc live = checks.performance(changed.to(), changed.since(), settings.frauds());
    if (!lookIsDue(live, changed) && !deadlineIsDue(subject, changed)) {
      return;
    }
    Recovery recovery = judge(live, changed);
    String words = words(live, changed);
    switch (recovery) {
      case Recovery.Recovered _ -> {
        tell(subject, "recovered", recovery, words);
        casebook.update(subject, incident -> incident.resolved(clock.instant()));
      }
      case Recovery.Worse _ -> {
        tell(subject, WORSE, recovery, words);
        revert(subject, changed, live, words + ": measured worse than at the gate.");
      }
      case Recovery.Inconclusive _ -> {
        tell(subject, "inconclusive", recovery, words);
        int frauds = live instanceof RocAuc.Measured measured ? measured.positives() : 0;
        Case looked =
            casebook.update(subject, incident -> incident.watched(changed.looked(frauds)));
        escalateWhenDue(looked, changed, words + ": neither recovered nor worse");
      }
      case Recovery.NotEnoughData _ -> escalateWhenDue(subject, changed, words);
    }
  }

  private void revert(Case subject, Repair.Changed changed, RocAuc live, String reason)
      throws InterruptedException {
    Case reverted = escalation.rollBack(subject, changed.to(), live, reason);
    boolean undone =
        reverted.incident().repair() instanceof Repair.Changed next
            && !next.to().equals(changed.to());
    Case told =
        escalation.alert(
            reverted,
            champion.version().orElse(changed.to()),
            live,
            reason + (undone ? " It was rolled back." : " It could not be rolled back."));
    if (!undone) {
      casebook.update(told, incident -> incident.withEscalation().reopened());
    }
  }

  private void escalateWhenDue(Case subject, Repair.Changed changed, String why)
      throws InterruptedException {
    if (!deadlineIsDue(subject, changed)) {
      return;
    }
    String reason =
        "Recovery of %s was not proven by %s: %s.".formatted(changed.to(), changed.deadline(), why);
    note(subject, DEADLINE, Details.remark(reason));
    Case told =
        escalation.alert(
            subject, changed.to(), new RocAuc.NotEnoughData(0, settings.frauds()), reason);
    casebook.update(told, Incident::withEscalation);
  }

  private boolean deadlineIsDue(Case subject, Repair.Changed changed) {
    return !subject.incident().escalated() && clock.instant().isAfter(changed.deadline());
  }

  private static boolean lookIsDue(RocAuc live, Repair.Changed changed) {
    return live instanceof RocAuc.Measured measured && measured.positives() >= changed.nextLook();
  }

  private void tell(Case subject, String code, Recovery recovery, String words) {
    note(subject, code, Details.recovery(recovery, words));
    listener.on(new AgentEvent.PerformanceChecked(subject.incident().id(), recovery));
  }

  private void note(Case subject, String code, String detail) {
    journal.note(subject.incident().id(), STEP, code, detail);
  }

  private static String words(RocAuc live, Repair.Changed changed) {
    return switch (live) {
      case RocAuc.Measured(double value, double error, int positives, _) ->
          "ROC-AUC of %s is %.4f (standard error %.4f) on %d live frauds, %.4f at the gate"
              .formatted(changed.to(), value, error, positives, changed.expectedRocAuc());
      case RocAuc.NotEnoughData(int positives, int needed) ->
          "%d of %d frauds to measure %s by".formatted(positives, needed, changed.to());
    };
  }
}
