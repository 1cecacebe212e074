package io.evenkeel.remedies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The order in which versions are gone back to: by fit, then by performance, then by how lately
/// they served.
///
/// Both measures are noisy, and a difference within their noise must not outweigh what comes next.
/// So each step keeps all that come near the best: those whose misfit is at most a quarter of a
/// limit larger than the least, of these those whose ROC-AUC is at most 0.01 below the highest, and
/// of these the one that served last. A performance that is not known counts as the highest: such a
/// version is neither preferred nor passed over for it.
///
/// Pure.
final class Ranking {
  private static final double ALIKE_FIT = 0.25;
  private static final double ALIKE_ROC_AUC = 0.01;

  private Ranking() {}

  /// All candidates, the best first.
  ///
  /// @param candidates those that may serve, the one that served last first
  static List<Candidate> of(List<Candidate> candidates) {
    List<Candidate> left = new ArrayList<>(candidates);
    List<Candidate> ranked = new ArrayList<>(candidates.size());
    while (!left.isEmpty()) {
      Candidate best = best(left);
      ranked.add(best);
      left.remove(best);
    }
    return ranked;
  }

  private static Candidate best(List<Candidate> candidates) {
    List<Candidate> fitting = least(candidates, candidate -> candidate.fit().misfit(), ALIKE_FIT);
    Optional<Double> highest =
        fitting.stream()
            .map(candidate -> candidate.standing().rocAucIfKnown())
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .max(Double::compare);
    double unknown = highest.orElse(0.0);
    return least(
            fitting,
            candidate -> -candidate.standing().rocAucIfKnown().orElse(unknown),
            ALIKE_ROC_AUC)
        .getFirst();
  }

  private static List<Candidate> least(
      List<Candidate> candidates, ToDoubleFunction<Candidate> measure, double alike) {
    double least = candidates.stream().mapToDouble(measure).min().orElseThrow();
    return candidates.stream()
        .filter(candidate -> measure.applyAsDouble(candidate) <= least + alike)
        .toList();
  }
}
