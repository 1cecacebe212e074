package io.evenkeel.report;

import java.util.List;

/// A feature in the reference and in the current rows, on the same bins.
///
/// @param feature the feature
/// @param axis what the bins lie on
/// @param bins from left to right; none where there is no value
/// @param unit the unit of the values, for people; may be empty
public record Histogram(String feature, Axis axis, List<Bin> bins, String unit) {
  /// Copies the list.
  public Histogram {
    bins = List.copyOf(bins);
  }

  /// One bin of both samples.
  ///
  /// @param label the value, or the span of the bin, for people
  /// @param from its left end on the axis, 0 to 1
  /// @param to its right end, 0 to 1
  /// @param reference share of the reference's values, 0 to 1
  /// @param current share of the current values, 0 to 1
  public record Bin(String label, double from, double to, double reference, double current) {
    /// Whether only the current rows have it.
    public boolean fresh() {
      return reference == 0 && current > 0;
    }

    /// Whether only the reference has it.
    public boolean gone() {
      return reference > 0 && current == 0;
    }
  }

  /// A place on the axis that is named.
  ///
  /// @param at the place, 0 to 1
  /// @param label its name
  public record Tick(double at, String label) {}

  /// What the bins lie on.
  public sealed interface Axis {
    /// Every bin is a category with a name of its own.
    ///
    /// @param hidden how many rare ones were drawn together in the last bin
    record Categories(int hidden) implements Axis {}

    /// Every bin is one value.
    ///
    /// @param ticks the values that are named
    record Values(List<Tick> ticks) implements Axis {
      /// Copies the list.
      public Values {
        ticks = List.copyOf(ticks);
      }
    }

    /// Bins are spans.
    ///
    /// @param scale how values become places
    /// @param ticks the values that are named
    record Spans(AxisScale scale, List<Tick> ticks) implements Axis {
      /// Copies the list.
      public Spans {
        ticks = List.copyOf(ticks);
      }
    }
  }

  /// How values become places on an axis.
  public enum AxisScale {
    /// Equal steps.
    LINEAR,
    /// Equal ratios.
    LOGARITHMIC,
    /// Equal ratios on both sides of a linear middle, for values around or at 0.
    SYMMETRIC_LOGARITHMIC
  }
}
