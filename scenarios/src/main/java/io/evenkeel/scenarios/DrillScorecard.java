package io.evenkeel.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What drills came to, one by one and together.
///
/// @param days days that each drill played
/// @param drills each drill, in the order in which they were played
public record DrillScorecard(int days, List<Played> drills) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final double HOUR = 3_600_000;

  /// Copies the list.
  public DrillScorecard {
    drills = List.copyOf(drills);
  }

  /// One drill.
  ///
  /// @param scenario its name
  /// @param seed the seed of its world
  /// @param rightAction what was right, as stated beforehand
  /// @param right whether it was done
  /// @param reasons why not, and what each false action was
  /// @param falseActions actions that nothing in the world asked for
  /// @param duplicates effects that were had twice
  /// @param crashes how often the process of the agent died
  /// @param toDetect virtual time from the change of the world until it was seen
  /// @param toAct until the right action had its effect
  /// @param toRecover until the incident was resolved
  /// @param done each action and how it ended
  public record Played(
      String scenario,
      long seed,
      String rightAction,
      boolean right,
      List<String> reasons,
      int falseActions,
      long duplicates,
      int crashes,
      Optional<Duration> toDetect,
      Optional<Duration> toAct,
      Optional<Duration> toRecover,
      List<String> done) {
    /// Copies the lists.
    public Played {
      reasons = List.copyOf(reasons);
      done = List.copyOf(done);
    }
  }

  /// The share of drills in which the right action was taken, 0 to 1; 1 where none was played.
  public double shareRight() {
    return drills.isEmpty() ? 1 : (double) right() / drills.size();
  }

  /// Effects that were had twice, in all drills.
  public long duplicates() {
    return drills.stream().mapToLong(Played::duplicates).sum();
  }

  /// Actions that nothing asked for, in all drills.
  public int falseActions() {
    return drills.stream().mapToInt(Played::falseActions).sum();
  }

  private long right() {
    return drills.stream().filter(Played::right).count();
  }

  /// The scorecard for a terminal, a line a scenario.
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%-24s %-16s %8s %7s %9s %9s %9s%n"
            .formatted("scenario", "right action", "taken", "false", "detect", "act", "recover"));
    byScenario()
        .forEach((name, played) ->
            text.append(
                "%-24s %-16s %8s %7d %9s %9s %9s%n"
                    .formatted(
                        name,
                        played.getFirst().rightAction(),
                        played.stream().filter(Played::right).count() + " of " + played.size(),
                        played.stream().mapToInt(Played::falseActions).sum(),
                        median(played, Played::toDetect),
                        median(played, Played::toAct),
                        median(played, Played::toRecover))));
    text.append(
        """

        right action      %d of %d (%.1f %%)
        false actions     %d
        effects twice     %d
        time to detect    median %s, p95 %s
        time to act       median %s, p95 %s
        time to recover   median %s, p95 %s   (%d of %d resolved)
        """
            .formatted(
                right(),
                drills.size(),
                100 * shareRight(),
                falseActions(),
                duplicates(),
                median(drills, Played::toDetect),
                quantile(drills, Played::toDetect, 95),
                median(drills, Played::toAct),
                quantile(drills, Played::toAct, 95),
                median(drills, Played::toRecover),
                quantile(drills, Played::toRecover, 95),
                times(drills, Played::toRecover).size(),
                times(drills, Played::toAct).size()));
    drills.stream()
        .filter(played -> !played.right() || !played.reasons().isEmpty())
        .forEach(played -> {
          text.append("%n%s, seed %d:%n".formatted(played.scenario(), played.seed()));
          played.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
        });
    return text.toString();
  }

  /// The scorecard as JSON.
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("days", days)
        .put("drills", drills.size())
        .put("right", right())
        .put("share_right", shareRight())
        .put("false_actions", falseActions())
        .put("effects_duplicated", duplicates());
    putTimes(root.putObject("hours_to_detect"), Played::toDetect);
    putTimes(root.putObject("hours_to_act"), Played::toAct);
    putTimes(root.putObject("hours_to_recover"), Played::toRecover);
    ArrayNode all = root.putArray("played");
    for (Played played : drills) {
      ObjectNode node = all.addObject();
      node.put("scenario", played.scenario())
          .put("seed", played.seed())
          .put("right_action", played.rightAction())
          .put("right", played.right())
          .put("false_actions", played.falseActions())
          .put("effects_duplicated", played.duplicates())
          .put("crashes", played.crashes());
      put(node, "hours_to_detect", played.toDetect());
      put(node, "hours_to_act", played.toAct());
      put(node, "hours_to_recover", played.toRecover());
      played.reasons().forEach(node.putArray("reasons")::add);
      played.done().forEach(node.putArray("done")::add);
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private Map<String, List<Played>> byScenario() {
    Map<String, List<Played>> grouped = new LinkedHashMap<>();
    drills.forEach(
        played -> grouped.computeIfAbsent(played.scenario(), _ -> new ArrayList<>()).add(played));
    return grouped;
  }

  private void putTimes(ObjectNode node, Function<Played, Optional<Duration>> time) {
    put(node, "median", quantileOf(times(drills, time), 50));
    put(node, "p95", quantileOf(times(drills, time), 95));
  }

  private static void put(ObjectNode node, String name, Optional<Duration> time) {
    time.ifPresentOrElse(
        known -> node.put(name, Math.round(known.toMillis() / HOUR * 100) / 100.0),
        () -> node.putNull(name));
  }

  private static String median(List<Played> drills, Function<Played, Optional<Duration>> time) {
    return quantile(drills, time, 50);
  }

  private static String quantile(
      List<Played> drills, Function<Played, Optional<Duration>> time, int percent) {
    return quantileOf(times(drills, time), percent).map(DrillScorecard::hours).orElse("-");
  }

  private static List<Duration> times(
      List<Played> drills, Function<Played, Optional<Duration>> time) {
    return drills.stream().flatMap(played -> time.apply(played).stream()).sorted().toList();
  }

  /// The least time that at least so many per cent do not exceed.
  private static Optional<Duration> quantileOf(List<Duration> sorted, int percent) {
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(sorted.get(Math.max(0, Math.ceilDiv(sorted.size() * percent, 100) - 1)));
  }

  /// A virtual time in hours.
  static String hours(Duration time) {
    return String.format(Locale.ROOT, "%.1f h", time.toMillis() / HOUR);
  }
}
