package io.evenkeel.scenarios;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Tells what happens, one line a step, each with the seconds since the start.
///
/// Safe for use by many threads.
public final class Narrator {
  private final PrintWriter out;
  private final Clock clock;
  private final Instant start;

  /// Starts to count.
  public Narrator(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  /// Prints a line.
  ///
  /// @param step what it is about, one word
  /// @param happened what happened
  public void tell(String step, String happened) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    String line = String.format(Locale.ROOT, "%6.1f s  %-8s  %s", seconds, step, happened);
    synchronized (this) {
      out.println(line);
      out.flush();
    }
  }
}
