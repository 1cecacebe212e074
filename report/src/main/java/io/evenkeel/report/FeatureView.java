package io.evenkeel.report;

import io.evenkeel.drift.ColumnSummary;
import java.util.Optional;

/// What a page shows of one feature besides its verdict.
///
/// @param feature what it is
/// @param histogram both samples on the same bins
/// @param reference what the reference holds, where it was summarised
/// @param current what the current rows hold, where they were summarised
public record FeatureView(
    TableFeature feature,
    Histogram histogram,
    Optional<ColumnSummary> reference,
    Optional<ColumnSummary> current) {}
