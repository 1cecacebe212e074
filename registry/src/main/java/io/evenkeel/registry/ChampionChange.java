package io.evenkeel.registry;

/// What came of an attempt to change the champion.
public sealed interface ChampionChange {
  /// The champion was changed.
  ///
  /// @param now the new champion
  record Changed(ServingVersion now) implements ChampionChange {}

  /// Nothing was done: somebody else changed it first, or it may not be changed now.
  ///
  /// @param reason why, in words
  record Refused(String reason) implements ChampionChange {}
}
