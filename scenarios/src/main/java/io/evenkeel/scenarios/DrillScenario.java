package io.evenkeel.scenarios;

/// One whole incident: what happens to the world, and what is right to do about it.
///
/// @param name lower-case words with dashes
/// @param story what happens, one sentence for people
/// @param setup where it begins
/// @param right the one right action, stated before anything is played
/// @param plot makes it happen
record DrillScenario(
    String name, String story, DrillSetup setup, RightAction right, DrillScenario.Plot plot) {
  /// What happens.
  @FunctionalInterface
  interface Plot {
    /// Lays out what is to happen, before the drill begins.
    void lay(DrillWorld world);
  }
}
