package io.evenkeel.agent;

import io.evenkeel.agent.Casebook.Case;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.Marks;
import io.evenkeel.incident.Recommendation;
import io.evenkeel.incident.Remedy;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.DriftCheck;
import io.evenkeel.monitor.ReportStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what people ordered of the next action of an incident. An order goes through the
/// same door as a decision, on rows that are checked for it, and is used up by the attempt: a crash
/// may lose it, and never doubles it.
record Orders(
    Reports reports,
    Checks checks,
    Casebook casebook,
    Champion champion,
    GuardedDoor door,
    Settlement settlement,
    Clock clock) {
  static final String OVERRULED = "overruled";
  private static final String ORDER = "order-";
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  /// Carries out each order once. A failure with one does not keep the others from it.
  void step() throws InterruptedException {
    for (Case subject : casebook.unresolved()) {
      Optional<Marks.Overruled> order = subject.incident().marks().overruled();
      Optional<Remedy> remedy = order.flatMap(mark -> mark.next().remedy());
      if (remedy.isPresent() && !subject.incident().acting()) {
        try {
          carryOut(subject, order.get().word(), remedy.get());
        } catch (RuntimeException e) {
          LOG.error("could not carry out an order about {}", subject.incident().id(), e);
        }
      }
    }
  }

  private void carryOut(Case subject, Marks.Word word, Remedy remedy) throws InterruptedException {
    Decision decision = remedy.decision();
    Recommendation order =
        new Recommendation(decision, 1, "%s ordered it: %s".formatted(word.who(), word.why()));
    switch (door.perform(subject, remedy, evidence(subject.incident(), order), order)) {
      case GuardedDoor.Passage.Contended(String id) ->
          LOG.info("incident {} was changed meanwhile; the order waits", id);
      case GuardedDoor.Passage.Announced(_, String key) -> LOG.warn("{} was announced before", key);
      case GuardedDoor.Passage.Performed(Case performed, var outcome) ->
          settlement.settle(performed, outcome);
    }
  }

  /// What is wrong with the rows is taken from the latest report of the same version: an order is
  /// no way to learn from broken data.
  private CheckReport evidence(Incident incident, Recommendation order) {
    String version = champion.version().orElse(incident.latest().version());
    DriftCheck.Finding finding = checks.newest(version);
    Optional<CheckReport> latest =
        reports.latest() instanceof ReportStore.Reading.Sound(CheckReport report)
                && report.version().equals(version)
            ? Optional.of(report)
            : Optional.empty();
    return new CheckReport(
        ORDER + incident.id() + "-" + (incident.attempt() + 1),
        clock.instant(),
        version,
        finding.window(),
        finding.drift(),
        latest.map(CheckReport::faults).orElse(List.of()),
        latest.flatMap(CheckReport::culprit),
        true,
        incident.timeline().onset(),
        Optional.empty(),
        false,
        new RocAuc.NotEnoughData(0, 1),
        Optional.empty(),
        Optional.empty(),
        order,
        Duration.ZERO);
  }

  /// Whether a person ordered a remedy. Counts of past attempts do not stand in the way of it, as
  /// little as in the way of undoing what was measured worse.
  static boolean isOne(Remedies.Order order) {
    return order.report().id().startsWith(ORDER);
  }

  /// The incident with the number of its next remedy; an order that this remedy carries out is used
  /// up by it.
  static Incident numbered(Incident incident, Remedy remedy) {
    boolean ordered =
        incident.marks().overruled().filter(mark -> mark.next() == remedy.decision()).isPresent();
    return ordered ? incident.obeying() : incident.attempting();
  }

  /// Why a person does not want the champion changed; empty where nobody said so.
  static Optional<String> held(Incident incident, Remedy remedy) {
    return incident
        .marks()
        .overruled()
        .filter(mark -> mark.next() == Decision.OK && changesTheChampion(remedy))
        .map(mark ->
            "%s said that nothing is changed about this incident: %s"
                .formatted(mark.word().who(), mark.word().why()));
  }

  private static boolean changesTheChampion(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Alert _ -> false;
      case Remedy.RollBack _, Remedy.Retrain _ -> true;
    };
  }
}
