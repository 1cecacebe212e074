package io.evenkeel.model;

/// What to do with a column of a table file that the schema does not have.
public enum ExtraColumns {
  /// Stop: it may be a misspelt feature.
  REJECT,
  /// Read past it.
  IGNORE
}
