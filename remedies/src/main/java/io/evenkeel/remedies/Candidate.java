package io.evenkeel.remedies;

import io.evenkeel.model.ModelBundle;
import java.util.List;
import java.util.Locale;

/// A version that could be gone back to.
///
/// @param bundle the version, opened and intact
/// @param fit how well its own reference fits the rows of today
/// @param standing how it does beside the champion
record Candidate(ModelBundle bundle, Fit fit, Standing standing) {
  /// How well a reference fits a window.
  ///
  /// @param judged whether there was enough data to say
  /// @param drifted the features that drifted against it
  /// @param misfit the largest drift of any feature as a part of its limit: below 1 where none
  ///   drifted
  record Fit(boolean judged, List<String> drifted, double misfit) {
    /// Copies the list.
    Fit {
      drifted = List.copyOf(drifted);
    }

    /// Whether none of its features drifted.
    boolean fits() {
      return judged && drifted.isEmpty();
    }

    String describe() {
      if (!judged) {
        return "too few rows to say whether it fits";
      }
      return drifted.isEmpty()
          ? String.format(Locale.ROOT, "fits (its largest drift is %.2f of the limit)", misfit)
          : "does not fit: drifted " + String.join(", ", drifted);
    }
  }

  String version() {
    return bundle.metadata().version();
  }

  /// Whether it may serve because it was made for traffic like today's and is not known to do
  /// worse.
  boolean fitting() {
    return fit.fits() && !standing.worse();
  }

  String describe() {
    return version() + " " + fit.describe() + ", " + standing.describe();
  }
}
