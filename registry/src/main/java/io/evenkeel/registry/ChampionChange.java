package io.evenkeel.registry;

/// What came of an attempt to change the champion.
public sealed interface ChampionChange {
  /// The champion was changed.
  ///
  /// @param now the new champion
  record Changed(ServingVersion now) implements ChampionChange {}

  /// Somebody else changed it first; nothing was done.
  ///
  /// @param reason what was found instead, in words
  record Refused(String reason) implements ChampionChange {}
}
