package io.evenkeel.monitor;

import java.time.Instant;

/// The span of rows that a check looked at.
///
/// @param from time of the first row
/// @param to time of the last row
/// @param rows how many rows took part
public record Window(Instant from, Instant to, int rows) {}
