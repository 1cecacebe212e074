package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.ids;
import static io.evenkeel.events.Fixtures.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {
  @TempDir Path directory;

  @Test
  void killNineLosesNoAcknowledgedEvent() throws Exception {
    Set<String> acknowledged = new HashSet<>();
    for (String round : List.of("one", "two")) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  directory.toString(),
                  round)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader output = child.inputReader()) {
        int lines = 0;
        for (String id = output.readLine(); id != null; id = output.readLine()) {
          acknowledged.add(id);
          if (++lines == 3_000) {
            // Not Process.destroyForcibly: that closes the output, with what was acknowledged.
            child.toHandle().destroyForcibly();
          }
        }
      }
      child.waitFor();
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(6_000);
    EventReader reader = new EventReader(directory, SCHEMA);
    assertThat(new HashSet<>(ids(reader.predictions(Optional.empty(), Instant.MIN, Instant.MAX))))
        .containsAll(acknowledged);
  }

  /// Appends from many threads and prints each id once its append has returned.
  static final class Child {
    private Child() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
      EventLog log =
          EventLog.open(
              Path.of(arguments[0]), SCHEMA, Fixtures.smallSegments(100_000), Clock.systemUTC());
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < 8; i++) {
        Thread.ofPlatform()
            .start(() -> {
              while (true) {
                String id = arguments[1] + "-" + next.incrementAndGet();
                try {
                  log.append(List.of(prediction(id)));
                } catch (EventLogUnavailable e) {
                  throw new IllegalStateException(e);
                }
                // One write of one whole line, so that a line that the parent reads is whole.
                byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
                System.out.write(line, 0, line.length);
                System.out.flush();
              }
            });
      }
    }
  }
}
