package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.agent.PastLooks.Look;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Guard;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.incident.Symptom;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.NormalQuantile;
import io.evenkeel.model.PairedComparison;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges a promotion by the gate again when labels have come: the version that serves against the
/// one before it, on the rows since. Measured worse, it is reverted through the guarded door and
/// people are told; too few labels do nothing, and a look that never gets enough is given up.
///
/// There are three looks, so each is made at a third of the 5 %: the interval of the difference is
/// `delta ± z sqrt(var)` with `z` the `1 - 0.025/3` quantile of the normal distribution
/// (Bonferroni), and the three together call an equal version worse in 2.5 % of promotions at most.
/// Each look is in the journal, so a restart neither forgets nor repeats one.
///
/// Owned by the agent's thread.
final class Reappraisal {
  private static final Logger LOG = LoggerFactory.getLogger(Reappraisal.class);
  private static final double TAIL = 0.025;

  private final Ledger ledger;
  private final Remedies remedies;
  private final Checks checks;
  private final Casebook casebook;
  private final GuardedDoor door;
  private final Gatekeeper gatekeeper;
  private final Settlement settlement;
  private final AgentSettings settings;
  private final Clock clock;

  Reappraisal(
      Ledger ledger,
      Remedies remedies,
      Checks checks,
      Casebook casebook,
      GuardedDoor door,
      Gatekeeper gatekeeper,
      Settlement settlement,
      AgentSettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.remedies = remedies;
    this.checks = checks;
    this.casebook = casebook;
    this.door = door;
    this.gatekeeper = gatekeeper;
    this.settlement = settlement;
    this.settings = settings;
    this.clock = clock;
  }

  /// A promotion by the gate that still stands.
  ///
  /// @param key the idempotency key of the retrain
  /// @param incident the incident that it was for
  /// @param from the version before
  /// @param to the version that serves since
  /// @param since when it began to serve
  private record Promotion(String key, String incident, String from, String to, Instant since) {}

  /// Makes the look that is due, if one is.
  ///
  /// @return what failed, in words, if anything did
  Optional<String> step() throws InterruptedException {
    try {
      Optional<Promotion> standing = standing();
      if (standing.isPresent()) {
        look(standing.get());
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      LOG.error("could not judge the promotion again", e);
      return Optional.of("could not judge the promotion again: " + e);
    }
  }

  private Optional<Promotion> standing() {
    return ledger
        .aliases()
        .current(Champion.ALIAS)
        .filter(fact -> fact.key().endsWith("/" + Decision.RETRAIN.code()))
        .filter(
            fact -> !clock.instant().isBefore(fact.since().plus(settings.reappraisal().first())))
        .flatMap(fact ->
            before(fact)
                .map(from ->
                    new Promotion(
                        fact.key(),
                        fact.key().substring(0, fact.key().indexOf('/')),
                        from,
                        fact.version(),
                        fact.since())));
  }

  private Optional<String> before(Aliases.Fact fact) {
    return ledger.aliases().after(Champion.ALIAS, fact.sequence() - 2).stream()
        .filter(other -> other.sequence() == fact.sequence() - 1)
        .map(Aliases.Fact::version)
        .findFirst();
  }

  private void look(Promotion promotion) throws InterruptedException {
    PastLooks past = PastLooks.of(ledger.journal().of(promotion.incident()), promotion.key());
    Instant now = clock.instant();
    List<Duration> looks = settings.reappraisal().looks();
    for (int number = 1; number <= looks.size(); number++) {
      Instant due = promotion.since().plus(looks.get(number - 1));
      if (now.isBefore(due)) {
        return;
      }
      if (past.closed(number)) {
        continue;
      }
      Instant end = end(promotion, number, due);
      if (now.isAfter(end) && !past.pending(number)) {
        note(promotion, new Look(number, PastLooks.EXPIRED), "too few labels until " + end);
        continue;
      }
      Duration sparse = settings.reappraisal().expiry().dividedBy(4);
      if (past.mayTry(number, now, sparse, settings.retryAfter())) {
        if (past.held(number)) {
          tryAgain(promotion, number);
        } else {
          judge(promotion, number);
        }
      }
      return;
    }
  }

  /// A look that is not made by then is given up, so that it never stands in the way of the next.
  private Instant end(Promotion promotion, int number, Instant due) {
    List<Duration> looks = settings.reappraisal().looks();
    Instant expiry = due.plus(settings.reappraisal().expiry());
    if (number == looks.size()) {
      return expiry;
    }
    Instant next = promotion.since().plus(looks.get(number));
    return next.isBefore(expiry) ? next : expiry;
  }

  /// Judges a promotion again whose revert a guard held, once nothing holds it. What a person
  /// closed meanwhile is left alone until the next look.
  private void tryAgain(Promotion promotion, int number) throws InterruptedException {
    Optional<Case> known = casebook.find(promotion.incident());
    if (known.filter(subject -> subject.incident().marks().closed().isPresent()).isPresent()) {
      note(promotion, new Look(number, PastLooks.NOT_REVERTED), "a person closed the incident");
    } else if (known.filter(subject -> isHeld(subject, promotion)).isEmpty()) {
      judge(promotion, number);
    }
  }

  private boolean isHeld(Case subject, Promotion promotion) {
    Remedy back = new Remedy.RollBack(Optional.of(promotion.from()));
    Recommendation wish =
        new Recommendation(Decision.ROLLBACK, 0.95, "the promotion was a mistake");
    CheckReport evidence = evidence(subject, promotion.to(), wish);
    Remedies.Order order =
        new Remedies.Order(promotion.incident(), subject.incident().key(back), evidence, wish);
    return Orders.held(subject.incident(), back).isPresent()
        || gatekeeper.atTheDoor(back, order) instanceof Guard.Verdict.Refused;
  }

  private void judge(Promotion promotion, int number) throws InterruptedException {
    PairedComparison compared =
        remedies.inHindsight(
            promotion.to(), promotion.from(), promotion.since(), settings.frauds());
    switch (compared) {
      case PairedComparison.NotEnoughData(int seen, int needed) ->
          note(
              promotion,
              new Look(number, PastLooks.NOT_ENOUGH),
              "%d of %d mature rows of a class to judge %s by"
                  .formatted(seen, needed, promotion.to()));
      case PairedComparison.Measured measured -> {
        double half = halfWidth(measured);
        String words = words(promotion, measured, half);
        if (measured.delta() + half < -settings.reappraisal().slack()) {
          note(promotion, new Look(number, PastLooks.WORSE), words);
          revert(promotion, number, words);
        } else {
          note(promotion, new Look(number, PastLooks.HOLDS), words);
        }
      }
    }
  }

  /// Half the interval of one look of several.
  private double halfWidth(PairedComparison.Measured measured) {
    double z = NormalQuantile.of(1 - TAIL / settings.reappraisal().looks().size());
    return (measured.upper() - measured.lower()) / 2 * z / PairedComparison.QUANTILE;
  }

  private static String words(
      Promotion promotion, PairedComparison.Measured measured, double half) {
    return String.format(
        Locale.ROOT,
        "ROC-AUC of %s is %.4f and of %s %.4f on the same %d frauds and %d honest rows since"
            + " (difference %+.4f, %+.4f to %+.4f)",
        promotion.from(),
        measured.champion(),
        promotion.to(),
        measured.challenger(),
        measured.positives(),
        measured.negatives(),
        measured.delta(),
        measured.delta() - half,
        measured.delta() + half);
  }

  /// The look is closed after the effects: whoever dies before any of them judges once more, and
  /// whoever dies between them goes on from where the journal stops ([LooseEnds]). Where a guard
  /// holds the revert it stays open, and people are told.
  private void revert(Promotion promotion, int number, String words) throws InterruptedException {
    Case subject = subject(promotion);
    Optional<Case> reverted =
        pass(
            subject,
            new Remedy.RollBack(Optional.of(promotion.from())),
            promotion,
            new Recommendation(Decision.ROLLBACK, 0.95, words + ": the promotion was a mistake."));
    if (reverted.isEmpty()) {
      return;
    }
    boolean undone =
        ledger
            .aliases()
            .current(Champion.ALIAS)
            .filter(fact -> fact.version().equals(promotion.from()))
            .isPresent();
    boolean held = !undone && (!announced(reverted.get()) || isHeld(reverted.get(), promotion));
    Optional<Case> alerted =
        pass(
            reverted.get(),
            new Remedy.Alert(),
            promotion,
            new Recommendation(
                Decision.ALERT,
                0.95,
                words + (undone ? ": it was rolled back." : ": it could not be rolled back.")));
    if (!undone) {
      casebook.update(alerted.orElse(reverted.get()), Incident::withEscalation);
    }
    if (held && alerted.filter(this::wasTold).isEmpty()) {
      // Who is silent from now on must have spoken once.
      return;
    }
    String code = undone ? PastLooks.REVERTED : held ? PastLooks.HELD : PastLooks.NOT_REVERTED;
    note(promotion, new Look(number, code), words);
  }

  private boolean wasTold(Case subject) {
    return ledger
        .journal()
        .end(subject.incident().key(new Remedy.Alert()))
        .filter(end -> end.phase() == JournalEntry.Phase.DONE)
        .isPresent();
  }

  /// Whether the latest remedy of an incident was announced; what a guard refuses is not.
  private boolean announced(Case subject) {
    return ledger
        .journal()
        .intent(subject.incident().key(new Remedy.RollBack(Optional.empty())))
        .isPresent();
  }

  /// The incident of the promotion, open again; a new one where it is gone.
  private Case subject(Promotion promotion) {
    Instant now = clock.instant();
    Case known =
        casebook
            .find(promotion.incident())
            .orElseGet(() ->
                casebook.open(
                    Incident.open(
                        new Symptom(
                            Remedies.Order.verification(promotion.incident(), 0),
                            promotion.to(),
                            List.of("performance"),
                            Optional.of(promotion.since()),
                            now),
                        now)));
    return known.incident().resolved() ? casebook.update(known, Incident::reopened) : known;
  }

  /// Through the door; empty when somebody else is at it, and the next run looks again.
  private Optional<Case> pass(
      Case subject, Remedy remedy, Promotion promotion, Recommendation recommendation)
      throws InterruptedException {
    CheckReport evidence = evidence(subject, promotion.to(), recommendation);
    return switch (door.insist(subject, remedy, evidence, recommendation)) {
      case GuardedDoor.Passage.Contended(String incident) -> {
        LOG.warn("somebody else changed incident {}", incident);
        yield Optional.empty();
      }
      case GuardedDoor.Passage.Announced(_, String key) -> {
        LOG.warn("somebody else announced {}", key);
        yield Optional.empty();
      }
      case GuardedDoor.Passage.Performed(Case performed, Outcome outcome) -> {
        if (remedy instanceof Remedy.Alert && !(outcome instanceof Outcome.Delivered)) {
          LOG.error(
              "nobody could be told: {} ({})", recommendation.reasoning(), outcome.describe());
        }
        yield Optional.of(settlement.settle(performed, outcome));
      }
    };
  }

  private CheckReport evidence(Case subject, String version, Recommendation recommendation) {
    DriftCheck.Finding finding = checks.newest(version);
    return new CheckReport(
        Remedies.Order.verification(subject.incident().id(), subject.incident().attempt() + 1),
        clock.instant(),
        version,
        finding.window(),
        finding.drift(),
        true,
        Optional.empty(),
        new RocAuc.NotEnoughData(0, settings.frauds()),
        recommendation,
        Duration.ZERO);
  }

  private void note(Promotion promotion, Look look, String describe) {
    LOG.info(
        "look {} at the promotion of {}: {}, {}",
        look.number(),
        promotion.to(),
        look.code(),
        describe);
    ledger
        .journal()
        .note(
            promotion.incident(),
            Details.REAPPRAISAL,
            look.code(),
            Details.look(promotion.key(), look.number(), describe));
  }
}
