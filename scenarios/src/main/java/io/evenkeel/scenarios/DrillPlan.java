package io.evenkeel.scenarios;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// What is to be played.
///
/// @param scenarios names of scenarios, each one of [Drill#names], none twice
/// @param days virtual days of each, at least 3; the world changes after half a day, of ten days or
///   more after three
/// @param firstSeed seed of the first world of each scenario
/// @param worlds how many worlds of each, at least 1; their seeds follow each other
/// @param jobs how many are played at once, at least 1; the scorecard does not depend on it
/// @param keep where the homes of the drills stay, each under the name of its scenario and seed;
///   empty if they are to be thrown away
public record DrillPlan(
    List<String> scenarios, int days, long firstSeed, int worlds, int jobs, Optional<Path> keep) {
  private static final int FEWEST_DAYS = 3;

  /// Copies the list, and rejects numbers that are too small.
  public DrillPlan {
    scenarios = List.copyOf(scenarios);
    if (Set.copyOf(scenarios).size() < scenarios.size()) {
      throw new IllegalArgumentException("a scenario is named twice: " + scenarios);
    }
    if (days < FEWEST_DAYS || worlds < 1 || jobs < 1) {
      throw new IllegalArgumentException(
          "a drill takes at least 3 days, 1 seed and 1 job, asked %d, %d and %d"
              .formatted(days, worlds, jobs));
    }
  }

  /// One world of each scenario, the first, one after the other, and nothing kept.
  public static DrillPlan of(List<String> scenarios, int days) {
    return new DrillPlan(scenarios, days, 1, 1, 1, Optional.empty());
  }

  /// The seeds of the worlds, in order.
  long[] seeds() {
    return LongStream.range(firstSeed, firstSeed + worlds).toArray();
  }
}
