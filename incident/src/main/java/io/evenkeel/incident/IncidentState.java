package io.evenkeel.incident;

import java.util.Locale;
import java.util.Set;

/// Where an incident stands.
///
/// | from | to |
/// |---|---|
/// | open, reopened | acknowledged, mitigating, resolved |
/// | acknowledged | mitigating, resolved |
/// | mitigating | mitigated, resolved, reopened |
/// | mitigated | mitigating, resolved, reopened |
/// | resolved | reopened |
///
/// An incident that was only alerted goes from open to resolved once the detector is quiet. A
/// repair that did not hold reopens its incident; so does the same cause soon after it was
/// resolved.
public enum IncidentState {
  /// Something is wrong, and nothing has changed it yet.
  OPEN,
  /// A person has taken it on.
  ACKNOWLEDGED,
  /// The champion was changed; whether that helps is being watched.
  MITIGATING,
  /// The detector is quiet again; live performance is not proven yet.
  MITIGATED,
  /// It is over, by measurement; or a person said so, which its marks tell.
  RESOLVED,
  /// It was held for repaired, and was not; or it came back.
  REOPENED;

  /// The name in notes and metrics: `open`, `acknowledged` and so on.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The states that may follow this one.
  public Set<IncidentState> next() {
    return switch (this) {
      case OPEN, REOPENED -> Set.of(ACKNOWLEDGED, MITIGATING, RESOLVED);
      case ACKNOWLEDGED -> Set.of(MITIGATING, RESOLVED);
      case MITIGATING -> Set.of(MITIGATED, RESOLVED, REOPENED);
      case MITIGATED -> Set.of(MITIGATING, RESOLVED, REOPENED);
      case RESOLVED -> Set.of(REOPENED);
    };
  }

  /// This state's follower.
  ///
  /// @throws IllegalStateException when `next` may not follow this state
  public IncidentState to(IncidentState next) {
    if (!next().contains(next)) {
      throw new IllegalStateException(
          "an incident cannot go from %s to %s".formatted(code(), next.code()));
    }
    return next;
  }
}
