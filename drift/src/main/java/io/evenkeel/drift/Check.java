package io.evenkeel.drift;

/// What one check of a window found.
///
/// @param drift the verdicts to act on
/// @param parity what Evidently would say beside them
public record Check(DriftReport drift, ParityReport parity) {}
