package io.evenkeel.report;

import java.util.List;

/// What was compared with what.
///
/// @param title the heading of the page
/// @param reference the reference, in words
/// @param referenceRows its rows
/// @param current the current rows, in words
/// @param currentRows how many there are
/// @param facts what else is to be said, in order
public record Subject(
    String title,
    String reference,
    long referenceRows,
    String current,
    long currentRows,
    List<Fact> facts) {
  /// Copies the list.
  public Subject {
    facts = List.copyOf(facts);
  }

  /// Something to be said.
  ///
  /// @param name what it is about
  /// @param value what is said
  public record Fact(String name, String value) {}
}
