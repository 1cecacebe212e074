package io.evenkeel.incident;

import java.time.Instant;
import java.util.Optional;

/// What people have said about an incident. A mark is added to what is known and deletes nothing;
/// an earlier mark of the same kind stays in the journal. An incident that comes back begins
/// without any.
///
/// @param acknowledged who has taken it on
/// @param overruled what the next action is, whatever the policy says
/// @param closed who has closed it: then nobody measured that it is over
/// @param suppressed who holds it for noise: it is listed, and asks nobody for anything
/// @param merged of which other incident it is a part
public record Marks(
    Optional<Word> acknowledged,
    Optional<Overruled> overruled,
    Optional<Word> closed,
    Optional<Suppressed> suppressed,
    Optional<Merged> merged) {
  private static final Marks NONE =
      new Marks(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Somebody's word.
  ///
  /// @param who said it; not blank
  /// @param why in their words; not blank
  /// @param at when
  public record Word(String who, String why, Instant at) {
    /// Rejects a word of nobody, and one without a reason.
    public Word {
      if (who.isBlank() || why.isBlank()) {
        throw new IllegalArgumentException("a mark needs somebody who sets it, and a reason");
      }
    }
  }

  /// The next action is this one, whatever the policy says.
  ///
  /// @param next what is done, once; OK: the champion stays, until somebody takes this back
  /// @param word who said so
  public record Overruled(Decision next, Word word) {}

  /// It is noise.
  ///
  /// @param until when this ends by itself; empty: never
  /// @param word who said so
  public record Suppressed(Optional<Instant> until, Word word) {}

  /// It is a part of another incident.
  ///
  /// @param into the id of the other one
  /// @param word who said so
  public record Merged(String into, Word word) {}

  /// None.
  public static Marks none() {
    return NONE;
  }

  /// Whether nobody has said anything.
  public boolean isEmpty() {
    return equals(NONE);
  }

  /// Whether it asks people for anything at a moment: it does, unless it was suppressed or merged.
  public boolean asks(Instant now) {
    boolean quiet =
        suppressed.isPresent()
            && suppressed.get().until().map(until -> now.isBefore(until)).orElse(true);
    return !quiet && merged.isEmpty();
  }

  /// With somebody who has taken it on.
  public Marks acknowledgedBy(Word word) {
    return new Marks(Optional.of(word), overruled, closed, suppressed, merged);
  }

  /// With the next action as somebody wants it.
  public Marks overruledBy(Overruled next) {
    return new Marks(acknowledged, Optional.of(next), closed, suppressed, merged);
  }

  /// With nobody overruling the policy.
  public Marks followingThePolicy() {
    return new Marks(acknowledged, Optional.empty(), closed, suppressed, merged);
  }

  /// With somebody who has closed it.
  public Marks closedBy(Word word) {
    return new Marks(acknowledged, Optional.empty(), Optional.of(word), suppressed, merged);
  }

  /// With nobody who has closed it.
  public Marks reopened() {
    return new Marks(acknowledged, overruled, Optional.empty(), suppressed, merged);
  }

  /// With somebody who holds it for noise.
  public Marks suppressedBy(Suppressed next) {
    return new Marks(acknowledged, overruled, closed, Optional.of(next), merged);
  }

  /// With the incident of which it is a part.
  public Marks mergedBy(Merged next) {
    return new Marks(acknowledged, overruled, closed, suppressed, Optional.of(next));
  }
}
