package io.evenkeel.scenarios;

import io.evenkeel.app.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One life of the process that is killed.
///
/// @param killed whether it was killed, and did not end before
/// @param exit its exit code; 137 when it was killed
/// @param boundaries the step boundaries that it came to, in order
/// @param changes how often its home was seen to change, where that was looked at
/// @param took from its first sign of life to its end
record CrashRun(boolean killed, int exit, List<String> boundaries, int changes, Duration took) {
  /// The exit code of a process that was ended by SIGKILL.
  private static final int SIGKILL = 137;

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofNanos(100_000);

  /// How a process is started.
  ///
  /// @param java options of the virtual machine, the class path among them
  /// @param log takes what it says on standard error
  record Command(List<String> java, Path log) {
    ProcessBuilder of(List<String> arguments) {
      List<String> words = new ArrayList<>();
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.addAll(java);
      words.add(CrashChild.class.getName());
      words.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
      return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
  }

  /// Starts a process and kills it as planned.
  ///
  /// @param arguments of [CrashChild] but for the boundary
  static CrashRun of(Command command, Home home, List<String> arguments, KillPlan plan)
      throws InterruptedException {
    Process child;
    try {
      child = command.of(arguments).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the process that is to be killed", e);
    }
    try {
      Listening listening = new Listening(child);
      Thread reader = Thread.ofVirtual().start(listening);
      listening.ready.await();
      long begun = System.nanoTime();
      int changes =
          switch (plan) {
            case KillPlan.Never _ -> changes(child, home, Integer.MAX_VALUE);
            case KillPlan.AtBoundary(int number) -> listening.await(number);
            case KillPlan.AfterChange(int number) -> changes(child, home, number);
            case KillPlan.After(Duration delay) -> {
              child.waitFor(delay);
              yield 0;
            }
          };
      if (!(plan instanceof KillPlan.Never)) {
        child.destroyForcibly();
      }
      if (!child.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("a process did not end within " + LONGEST);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      reader.join();
      int exit = child.exitValue();
      return new CrashRun(exit == SIGKILL, exit, List.copyOf(listening.boundaries), changes, took);
    } finally {
      child.destroyForcibly();
    }
  }

  /// Looks until the home has changed so many times, or the process has ended.
  private static int changes(Process child, Home home, int enough) {
    int changes = 0;
    Pulse last = Pulse.of(home);
    long begun = System.nanoTime();
    while (changes < enough && child.isAlive() && System.nanoTime() - begun < LONGEST.toNanos()) {
      LockSupport.parkNanos(LOOK.toNanos());
      Pulse next = Pulse.of(home);
      if (!next.equals(last)) {
        changes++;
        last = next;
      }
    }
    return changes;
  }

  /// Reads what the process says.
  private static final class Listening implements Runnable {
    private final Process child;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<String> boundaries = new CopyOnWriteArrayList<>();

    Listening(Process child) {
      this.child = child;
    }

    @Override
    public void run() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("at ")) {
            boundaries.add(line.substring(line.indexOf(' ', "at ".length()) + 1));
          }
          ready.countDown();
        }
      } catch (IOException _) {
        // The pipe broke with the process.
      } finally {
        ready.countDown();
      }
    }

    int await(int number) {
      long begun = System.nanoTime();
      while (boundaries.size() < number
          && child.isAlive()
          && System.nanoTime() - begun < LONGEST.toNanos()) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
      return 0;
    }
  }
}
