package io.evenkeel.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What became of one incident, or of many, whose agent was killed.
///
/// @param incidents how many incidents
/// @param kills how often a living process was killed
/// @param changes changes of the champion that were made
/// @param alerts alerts that lie on disk
/// @param repeats alerts that were sent a second time under their own key, which is allowed
/// @param leftovers recorded versions that never served, and directories that wait for removal
/// @param duplicates effects that were there more often than once
/// @param forgotten incidents that were not opened, not carried through, or of which nobody was
///   told
/// @param halves champions that are not whole, or of which world and journal say different things
/// @param problems each of them in words
record CrashTally(
    int incidents,
    int kills,
    int changes,
    int alerts,
    int repeats,
    int leftovers,
    int duplicates,
    int forgotten,
    int halves,
    List<String> problems) {
  CrashTally {
    problems = List.copyOf(problems);
  }

  static CrashTally none() {
    return new CrashTally(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
  }

  CrashTally plus(CrashTally other) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(other.problems);
    return new CrashTally(
        incidents + other.incidents,
        kills + other.kills,
        changes + other.changes,
        alerts + other.alerts,
        repeats + other.repeats,
        leftovers + other.leftovers,
        duplicates + other.duplicates,
        forgotten + other.forgotten,
        halves + other.halves,
        all);
  }

  CrashTally withKills(int more) {
    return plus(new CrashTally(0, more, 0, 0, 0, 0, 0, 0, 0, List.of()));
  }

  boolean clean() {
    return duplicates == 0 && forgotten == 0 && halves == 0;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%,d kills in %,d incidents: %d duplicate effects, %d forgotten incidents,"
            + " %d half-promoted models (%d changes of champion, %d alerts, %d repeated under"
            + " their own key, %d leftovers)",
        kills,
        incidents,
        duplicates,
        forgotten,
        halves,
        changes,
        alerts,
        repeats,
        leftovers);
  }
}
