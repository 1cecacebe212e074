package io.evenkeel.monitor;

/// Is told what the monitor sees, as it sees it. Calls come from the threads of the checks and of
/// the watch.
public interface MonitorListener {
  /// A check was made and its report written.
  void checked(CheckReport report);

  /// The watch alarmed, and the alarm will be found again after a restart.
  ///
  /// @param version the version that serves the rows that moved
  /// @param finding what the watch says
  void drifted(String version, WatchFinding finding);
}
