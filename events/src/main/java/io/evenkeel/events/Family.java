package io.evenkeel.events;

/// The kinds of segments. Each kind has its own files, so that a flood of one never costs the
/// others their space.
enum Family {
  PREDICTIONS("predictions"),
  LABELS("labels"),
  REJECTIONS("rejections"),
  SLICES("slices");

  private final String prefix;

  Family(String prefix) {
    this.prefix = prefix;
  }

  /// What the file names of the family begin with.
  String prefix() {
    return prefix;
  }

  static Family of(Event event) {
    return switch (event) {
      case Event.Prediction _ -> PREDICTIONS;
      case Event.Label _ -> LABELS;
      case Event.Rejection _ -> REJECTIONS;
      case Event.Slice _ -> SLICES;
    };
  }
}
