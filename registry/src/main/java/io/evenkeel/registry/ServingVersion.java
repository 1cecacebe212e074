package io.evenkeel.registry;

import java.time.Instant;

/// The version that serves.
///
/// @param version its name
/// @param sequence grows by one with each change of the champion
/// @param since when it was made champion
/// @param why the reason, in words
public record ServingVersion(String version, long sequence, Instant since, String why) {}
