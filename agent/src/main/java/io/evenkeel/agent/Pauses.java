package io.evenkeel.agent;

import io.evenkeel.ledger.Journal;

/// What the journal keeps of people who stop the agent and let it act again. That somebody let it
/// act again is a fresh start: the guards count from then on.
///
/// The stop itself is [KillSwitchFile]'s, which needs no journal: throw the switch first, then note
/// it here.
///
/// Safe for use by many threads.
public final class Pauses {
  static final String PAUSED = "paused";
  static final String RESUMED = "resumed";

  private final Journal journal;

  /// @param journal where it is noted
  public Pauses(Journal journal) {
    this.journal = journal;
  }

  /// Notes that somebody has stopped the agent.
  ///
  /// @param standing who, why and until when, as [KillSwitchFile#engaged] tells
  public void paused(KillSwitchFile.Standing standing) {
    note(
        PAUSED,
        standing.by(),
        standing.why(),
        "stopped the agent " + standing.until().map(end -> "until " + end).orElse("until resume"));
  }

  /// Notes that somebody lets the agent act again.
  ///
  /// @param by who, not blank
  /// @param why in their words, not blank
  public void resumed(String by, String why) {
    if (by.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException("whoever lets the agent act says who they are, and why");
    }
    note(RESUMED, by, why, "lets the agent act again");
  }

  private void note(String code, String who, String why, String describe) {
    journal.note("", Details.PERSON, code, Details.person(who, why, describe));
  }
}
