package io.evenkeel.agent;

import io.evenkeel.drift.PerformanceFall;
import io.evenkeel.model.RocAuc;
import io.evenkeel.monitor.DriftCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks that do not measure live performance anew at every step. A measurement reads every row
/// and label since the change, and the agent steps every few seconds for days; so an answer is kept
/// for a twentieth of the time that it covers, ten minutes at most. Looks at windows are passed on.
///
/// Holds the latest answers in memory only; after a restart it measures anew. Safe for use by many
/// threads.
public final class SparingChecks implements Checks {
  private static final int PART = 20;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int KEPT = 16;

  private record Asked(String version, Instant after, int needed) {}

  private record Answer<T>(T measured, Instant until) {}

  private final Checks checks;
  private final Clock clock;
  private final Kept<RocAuc> measured = new Kept<>();
  private final Kept<Optional<PerformanceFall>> falls = new Kept<>();

  /// @param checks make the measurements
  /// @param clock tells how old an answer is
  public SparingChecks(Checks checks, Clock clock) {
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public DriftCheck.Finding following(String version, Instant after) {
    return checks.following(version, after);
  }

  @Override
  public DriftCheck.Finding newest(String version) {
    return checks.newest(version);
  }

  @Override
  public Optional<PerformanceFall> fall(String version, Instant since) {
    return falls.get(new Asked(version, since, 0), since, () -> checks.fall(version, since));
  }

  @Override
  public RocAuc performance(String version, Instant after, int needed) {
    return measured.get(
        new Asked(version, after, needed), after, () -> checks.performance(version, after, needed));
  }

  /// The latest answers to one kind of question.
  private final class Kept<T> {
    private final Map<Asked, Answer<T>> answers = new LinkedHashMap<>();

    synchronized T get(Asked asked, Instant since, Supplier<T> measure) {
      Instant now = clock.instant();
      Answer<T> known = answers.get(asked);
      if (known != null && now.isBefore(known.until())) {
        return known.measured();
      }
      T found = measure.get();
      Duration part = Duration.between(since, now).dividedBy(PART);
      Duration kept = part.compareTo(LONGEST) < 0 ? part : LONGEST;
      answers.remove(asked);
      answers.put(asked, new Answer<>(found, now.plus(kept)));
      if (answers.size() > KEPT) {
        answers.remove(answers.keySet().iterator().next());
      }
      return found;
    }
  }
}
