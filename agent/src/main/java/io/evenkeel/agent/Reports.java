package io.evenkeel.agent;

import io.evenkeel.monitor.ReportStore;

/// Where the agent finds the latest report.
@FunctionalInterface
public interface Reports {
  /// Reads the latest report; whether it is older than [AgentSettings#oldestReport] is judged at
  /// the time of the call.
  ReportStore.Reading latest();
}
