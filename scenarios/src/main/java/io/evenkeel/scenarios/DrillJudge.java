package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds what was done against what was right. Pure.
///
/// | false action | when |
/// |---|---|
/// | any | before the world changed, or where nothing was to be done |
/// | any | over a day after the trouble has passed by itself |
/// | a change of the champion | other than the right one; a further retrain only while the world moves on |
///
/// Alerts that go with a trouble are none, however many: people may be told what is being done.
final class DrillJudge {
  private static final Duration GRACE = Duration.ofDays(1);

  private DrillJudge() {}

  static DrillVerdict judge(RightAction right, DrillRecord record) {
    List<String> wrong = new ArrayList<>();
    List<String> asides = new ArrayList<>();
    List<AgentFact.Ended> unasked =
        record.effects().stream().filter(effect -> unasked(effect, right, record)).toList();
    unasked.forEach(effect -> asides.add("unasked: " + describe(effect, record)));
    List<AgentFact.Ended> asked =
        record.effects().stream().filter(effect -> !unasked.contains(effect)).toList();
    List<AgentFact.Ended> changes =
        record.changes().stream().filter(effect -> !unasked.contains(effect)).toList();
    Optional<AgentFact.Ended> done = asked.stream().filter(effect -> is(right, effect)).findFirst();
    List<AgentFact.Ended> others = others(right, changes, record);
    others.forEach(effect -> wrong.add("not right: " + describe(effect, record)));
    switch (right) {
      case RightAction.Nothing _ -> {}
      case RightAction.Tell(Duration within) -> inTime(done, within, record, wrong);
      case RightAction.Retrain(Duration after, Duration within) -> {
        done.filter(effect -> effect.time().isBefore(record.changed().plus(after)))
            .ifPresent(effect -> wrong.add("done too early: " + describe(effect, record)));
        inTime(done, within, record, wrong);
      }
      case RightAction.RollBack(_, Duration within) -> inTime(done, within, record, wrong);
    }
    boolean asItShouldBe =
        wrong.isEmpty() && (!(right instanceof RightAction.Nothing) || unasked.isEmpty());
    wrong.addAll(asides);
    return new DrillVerdict(
        asItShouldBe,
        wrong,
        unasked.size() + others.size(),
        record.duplicates(),
        right instanceof RightAction.Nothing ? Optional.empty() : since(record.detected(), record),
        since(done.map(AgentFact.Ended::time), record),
        since(done.flatMap(record::resolved), record));
  }

  private static boolean unasked(AgentFact.Ended effect, RightAction right, DrillRecord record) {
    return right instanceof RightAction.Nothing
        || effect.time().isBefore(record.changed())
        || record.calm().filter(calm -> effect.time().isAfter(calm.plus(GRACE))).isPresent();
  }

  private static boolean is(RightAction right, AgentFact.Ended effect) {
    return switch (right) {
      case RightAction.Nothing _ -> false;
      case RightAction.Tell _ -> effect.code().equals("delivered");
      case RightAction.Retrain _ -> effect.code().equals("promoted");
      case RightAction.RollBack(String version, _) ->
          effect.code().equals("rolled_back")
              && effect.change().filter(change -> change.to().equals(version)).isPresent();
    };
  }

  /// The changes of the champion that are not the right one.
  private static List<AgentFact.Ended> others(
      RightAction right, List<AgentFact.Ended> changes, DrillRecord record) {
    List<AgentFact.Ended> others = new ArrayList<>();
    boolean had = false;
    for (AgentFact.Ended change : changes) {
      boolean moving =
          record.settled().filter(end -> change.time().isBefore(end.plus(GRACE))).isPresent();
      if (!is(right, change) || (had && !moving)) {
        others.add(change);
      } else {
        had = true;
      }
    }
    return others;
  }

  private static void inTime(
      Optional<AgentFact.Ended> done, Duration within, DrillRecord record, List<String> wrong) {
    Instant due = record.changed().plus(within);
    if (done.isEmpty()) {
      wrong.add("not done; " + last(record));
    } else if (done.get().time().isAfter(due)) {
      wrong.add("done too late: " + describe(done.get(), record));
    }
  }

  /// What came instead.
  private static String last(DrillRecord record) {
    return record.endings().stream()
        .filter(ending -> !ending.time().isBefore(record.changed()))
        .reduce((_, later) -> later)
        .map(ending -> "the last that was done: " + describe(ending, record))
        .orElse("nothing was done");
  }

  private static String describe(AgentFact.Ended ending, DrillRecord record) {
    return "%s %s (%s) %s after the change"
        .formatted(
            ending.action().code(),
            ending.code(),
            ending.describe(),
            DrillScorecard.hours(Duration.between(record.changed(), ending.time())));
  }

  private static Optional<Duration> since(Optional<Instant> time, DrillRecord record) {
    return time.map(at -> Duration.between(record.changed(), at));
  }
}
