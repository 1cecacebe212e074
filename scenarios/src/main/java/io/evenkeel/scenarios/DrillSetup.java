package io.evenkeel.scenarios;

/// Where a drill begins, and who takes part.
///
/// @param start what was trained before, and what serves
/// @param settings further sections of the settings file
/// @param agents how many agents act over the one home, at least 1
/// @param telling whether the chronicle runs, which sends notices and runs to the outside
/// @param liar whether a language model decides that says whatever comes to its mind
record DrillSetup(DrillStart start, String settings, int agents, boolean telling, boolean liar) {
  static DrillSetup from(DrillStart start) {
    return new DrillSetup(start, "", 1, false, false);
  }

  DrillSetup with(String moreSettings) {
    return new DrillSetup(start, moreSettings, agents, telling, liar);
  }

  DrillSetup withAgents(int number) {
    return new DrillSetup(start, settings, number, telling, liar);
  }

  DrillSetup tellingPeople() {
    return new DrillSetup(start, settings, agents, true, liar);
  }

  DrillSetup askingALiar() {
    return new DrillSetup(start, settings, agents, telling, true);
  }
}
