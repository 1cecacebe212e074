package io.evenkeel.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The incidents as opaque documents with a state and a revision.
public final class Incidents {
  Incidents() {}

  /// One incident as it stands.
  ///
  /// @param id its id
  /// @param state the name of its state
  /// @param revision grows by one with each change
  /// @param opened when it was opened
  /// @param updated when it was last changed
  /// @param detail JSON
  public record Fact(
      String id, String state, long revision, Instant opened, Instant updated, String detail) {}

  /// Opens an incident.
  ///
  /// @return false when the id is taken
  public boolean open(String id, String state, String detail) {
    throw new UnsupportedOperationException();
  }

  /// Changes an incident if nobody else has in between.
  ///
  /// @return false when its revision is another one
  public boolean change(String id, long revision, String state, String detail) {
    throw new UnsupportedOperationException();
  }

  /// One incident, if there is one of that id.
  public Optional<Fact> find(String id) {
    throw new UnsupportedOperationException();
  }

  /// All incidents, oldest first.
  public List<Fact> all() {
    throw new UnsupportedOperationException();
  }
}
