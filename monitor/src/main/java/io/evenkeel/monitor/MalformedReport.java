package io.evenkeel.monitor;

/// A report file that does not hold a whole, consistent report. The message says where and why.
final class MalformedReport extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedReport(String message) {
    super(message);
  }
}
