package io.evenkeel.scenarios;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Function;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a policy would have done, beside what was done.
///
/// @param from where the replay begins
/// @param until where it ends
/// @param rows rows that were played again
/// @param unit unit of the amounts; empty where the schema has no such feature or says nothing
/// @param checks each recorded check, oldest first
/// @param was how it was
/// @param wouldBe how it would have been
public record ReplayResult(
    Instant from,
    Instant until,
    long rows,
    String unit,
    List<Check> checks,
    Side was,
    Side wouldBe) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /// Copies the list.
  public ReplayResult {
    checks = List.copyOf(checks);
  }

  /// One check.
  ///
  /// @param time when it was made
  /// @param report the id of the recorded report
  /// @param was what was decided; `none` where nothing was
  /// @param wouldBe what would have been decided; `none` where nothing would
  /// @param servedThen the version that the recorded report is about
  /// @param servedNow the version that would have served
  /// @param driftScore the drift score of that version on the rows of the moment
  /// @param action what would have come of it, in words
  public record Check(
      Instant time,
      String report,
      String was,
      String wouldBe,
      String servedThen,
      String servedNow,
      double driftScore,
      String action) {
    /// Whether the policy decides as was decided. Where nobody decided, nothing was done, as after
    /// `ok`.
    public boolean same() {
      return was.equals(wouldBe) || (was.equals("none") && wouldBe.equals("ok"));
    }
  }

  /// One course of things.
  ///
  /// @param changes changes of champion, each as its time and the version
  /// @param minutesDrifted minutes in which the latest check had found drifted features or bad data
  /// @param money the sum over all versions
  /// @param byVersion money by the version that served
  public record Side(
      List<String> changes,
      double minutesDrifted,
      ReplayMoney money,
      SortedMap<String, ReplayMoney> byVersion) {
    /// Copies the list.
    public Side {
      changes = List.copyOf(changes);
    }
  }

  /// The result for programs.
  public String toJson() {
    return JSON.writeValueAsString(this);
  }

  /// The result for people: the checks that ask for something or that differ, then the two courses
  /// side by side.
  public String describe() {
    List<String> lines = new ArrayList<>();
    lines.add("%d checks from %s to %s, %,d rows".formatted(checks.size(), from, until, rows));
    long different = checks.stream().filter(check -> !check.same()).count();
    lines.add(
        different == 0 ? "every decision is the same" : different + " decisions are different");
    for (Check check : checks) {
      if (!check.same() || !(check.was().equals("ok") || check.was().equals("none"))) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  %s  %-8s -> %-8s  %s, drift score %.3f: %s",
                check.time(),
                check.was(),
                check.wouldBe(),
                check.servedNow(),
                check.driftScore(),
                check.action()));
      }
    }
    lines.add("%-34s %18s %18s".formatted("", "as it was", "under this policy"));
    lines.add(line("changes of champion", side -> Integer.toString(side.changes().size())));
    lines.add(line("minutes with drift", side -> decimal(side.minutesDrifted())));
    lines.add(line("rows with a label", side -> count(side.money().labelled())));
    lines.add(line("frauds among them", side -> count(side.money().frauds())));
    lines.add(line("frauds caught", side -> count(side.money().caught())));
    lines.add(line("honest payments flagged", side -> count(side.money().falseAlarms())));
    String money = unit.isEmpty() ? "" : ", " + unit;
    lines.add(line("fraud caught" + money, side -> whole(side.money().caughtAmount())));
    lines.add(line("fraud missed" + money, side -> whole(side.money().missedAmount())));
    lines.add(line("honest money flagged" + money, side -> whole(side.money().heldUpAmount())));
    was.changes().forEach(change -> lines.add("was:      " + change));
    wouldBe.changes().forEach(change -> lines.add("would be: " + change));
    return String.join("\n", lines) + "\n";
  }

  private String line(String name, Function<Side, String> figure) {
    return "%-34s %18s %18s".formatted(name, figure.apply(was), figure.apply(wouldBe));
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
