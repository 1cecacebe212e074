package io.evenkeel.drift;

import java.util.List;
import java.util.Locale;

/// What a classifier says that was taught to tell rows of the window from rows of the reference.
/// See [MultivariateDrift].
public sealed interface DomainDrift {
  /// Whether it can tell them apart.
  boolean drifted();

  /// The finding as one sentence for people.
  String describe();

  /// A classifier was trained and measured on rows that it had not seen.
  ///
  /// @param rocAuc area under its ROC curve; 0.5 is guessing
  /// @param limit from this area on it counts as drift
  /// @param features the features by which it tells the rows apart, strongest first; empty where it
  ///   found nothing
  record Measured(double rocAuc, double limit, List<Telling> features) implements DomainDrift {
    /// Copies the list.
    public Measured {
      features = List.copyOf(features);
    }

    @Override
    public boolean drifted() {
      return rocAuc >= limit;
    }

    @Override
    public String describe() {
      return String.format(
          Locale.ROOT,
          "a classifier %s the window from the reference: ROC-AUC %.3f, limit %.3f",
          drifted() ? "tells" : "does not tell",
          rocAuc,
          limit);
    }
  }

  /// A feature by which the rows are told apart.
  ///
  /// @param feature its name
  /// @param share its share of the gain of all splits, above 0 to 1
  record Telling(String feature, double share) {}

  /// Too few rows.
  ///
  /// @param seen rows at hand, of the reference or of the window
  /// @param needed rows that it takes
  record NotEnoughData(long seen, long needed) implements DomainDrift {
    @Override
    public boolean drifted() {
      return false;
    }

    @Override
    public String describe() {
      return "domain classifier: %d rows, it takes %d".formatted(seen, needed);
    }
  }
}
