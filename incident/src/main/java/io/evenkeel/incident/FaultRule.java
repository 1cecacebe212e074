package io.evenkeel.incident;

import io.evenkeel.drift.DataFault;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What faults of the data leave to decide. No model cures a broken pipeline: a challenger would
/// learn the fault, and an earlier version reads the same rows. So people are told, and no more.
///
/// A new category alone is something new as often as a fault, and takes nothing away.
public final class FaultRule {
  private FaultRule() {}

  /// Whether rows with these faults are not to be learned from.
  public static boolean spoils(List<DataFault> faults) {
    return faults.stream().anyMatch(FaultRule::spoils);
  }

  private static boolean spoils(DataFault fault) {
    return switch (fault) {
      case DataFault.NewCategory _ -> false;
      case DataFault.UnitChange _,
          DataFault.StuckValue _,
          DataFault.NullBurst _,
          DataFault.ClockShift _,
          DataFault.SwappedColumns _ ->
          true;
    };
  }

  /// The decisions that may be taken about rows with these faults: all of them, or OK and ALERT.
  public static Set<Decision> allowed(List<DataFault> faults) {
    return spoils(faults) ? EnumSet.of(Decision.OK, Decision.ALERT) : EnumSet.allOf(Decision.class);
  }

  /// The decisions that may be taken about rows with these faults, which one client may explain: of
  /// its doing people are told, and no more.
  public static Set<Decision> allowed(List<DataFault> faults, Optional<Culprit> culprit) {
    return culprit.isPresent() ? EnumSet.of(Decision.OK, Decision.ALERT) : allowed(faults);
  }

  /// The recommendation with the faults, and the client that explains them, named in its reasoning.
  public static Recommendation naming(
      List<DataFault> faults, Optional<Culprit> culprit, Recommendation recommendation) {
    Recommendation named = naming(faults, recommendation);
    return culprit
        .map(found ->
            new Recommendation(
                named.decision(),
                named.confidence(),
                "%s One client's doing: %s.".formatted(named.reasoning(), found.describe())))
        .orElse(named);
  }

  /// The recommendation with the faults named in its reasoning; as it is where there are none.
  public static Recommendation naming(List<DataFault> faults, Recommendation recommendation) {
    if (faults.isEmpty()) {
      return recommendation;
    }
    String named = faults.stream().map(DataFault::describe).collect(Collectors.joining("; "));
    return new Recommendation(
        recommendation.decision(),
        recommendation.confidence(),
        "%s %s: %s."
            .formatted(
                recommendation.reasoning(),
                spoils(faults)
                    ? "Fault of the data, of which no model may learn"
                    : "Something new in the data",
                named));
  }
}
