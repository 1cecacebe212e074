package io.evenkeel.cli;

import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.MonitorListener;
import io.evenkeel.monitor.WatchFinding;
import java.io.PrintWriter;

/// Prints a line for each check, for each fault of the data in it, and for each alarm of the watch.
/// Safe for use by many threads.
record MonitorPrinter(PrintWriter out) implements MonitorListener {
  @Override
  public void checked(CheckReport report) {
    print(report.line());
    report.faults().forEach(fault -> print("fault: " + fault.describe()));
  }

  @Override
  public void drifted(String version, WatchFinding finding) {
    print("watch: " + finding.line());
  }

  /// A check made by hand, with the alarm that stands.
  void once(CheckReport report) {
    checked(report);
    report.watch().ifPresent(finding -> drifted(report.version(), finding));
  }

  private synchronized void print(String line) {
    out.println(line);
    out.flush();
  }
}
