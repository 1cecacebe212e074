package io.evenkeel.app;

import io.evenkeel.monitor.Monitor;
import io.evenkeel.monitor.References;
import io.evenkeel.monitor.Watchkeeper;

/// The monitor without threads of its own, for a world whose time goes on in steps.
///
/// @param watch judges what the servers counted, at each [Watchkeeper#look]
/// @param checks makes a check if one is due, at each [Monitor#tick]
/// @param references the bins that a server of this world counts into
public record SteppedMonitor(Watchkeeper watch, Monitor checks, References references) {}
