package io.evenkeel.llm;

import io.evenkeel.incident.Recommendation;

/// What was made of an answer of a language model.
sealed interface Reading {
  /// It passed every check.
  ///
  /// @param recommendation what it recommends
  record Sound(Recommendation recommendation) implements Reading {}

  /// It cannot be used, or there is none.
  ///
  /// @param code the code of a `Consultation`'s result
  /// @param remark what was wrong, in our own words: never text of the answer, of the library or of
  ///   the provider
  record Faulty(String code, String remark) implements Reading {}
}
