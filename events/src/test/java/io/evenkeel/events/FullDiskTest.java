package io.evenkeel.events;

import static io.evenkeel.events.Fixtures.NOON;
import static io.evenkeel.events.Fixtures.SCHEMA;
import static io.evenkeel.events.Fixtures.ids;
import static io.evenkeel.events.Fixtures.label;
import static io.evenkeel.events.Fixtures.prediction;
import static io.evenkeel.events.Fixtures.rejection;
import static io.evenkeel.events.Fixtures.segments;
import static io.evenkeel.events.Fixtures.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(NOON);

  @Test
  void whatDoesNotFitLeavesNothingBehindAndTheLogRecovers() throws Exception {
    SmallDisk disk = new SmallDisk(1_000);
    List<String> acknowledged = new ArrayList<>();
    EventTail<Event.Prediction> tail =
        EventTail.ofPredictions(directory, SCHEMA, EventTail.Position.beginning());
    List<String> followed = new ArrayList<>();
    try (EventLog log = open(disk)) {
      for (int i = 0; i < 100; i++) {
        if (i == 50) {
          disk.makeRoom(100_000);
        }
        try {
          log.append(List.of(prediction("t" + i)));
          acknowledged.add("t" + i);
          assertThat(log.healthy()).isTrue();
        } catch (EventLogUnavailable e) {
          assertThat(e).hasMessageContaining("No space left on device");
          assertThat(log.healthy()).isFalse();
        }
        followed.addAll(ids(tail.poll()));
      }
    }

    assertThat(acknowledged).hasSizeBetween(51, 60);
    EventReader reader = new EventReader(directory, SCHEMA);
    assertThat(ids(reader.predictions(Optional.empty(), Instant.MIN, Instant.MAX)))
        .isEqualTo(acknowledged);
    assertThat(followed).isEqualTo(acknowledged);
    assertThat(reader.tornLines()).isZero();
    assertThat(segments(directory, Family.PREDICTIONS)).hasSize(2);
  }

  @Test
  void anAppendIsAllOrNoneAcrossFamilies() throws Exception {
    // Room for the prediction and a part of the label.
    SmallDisk disk = new SmallDisk(200);
    try (EventLog log = open(disk)) {
      List<Event.Draft> both =
          List.of(prediction("a"), label("a", true), rejection(), slice(1, 1, 0, 1));
      assertThatThrownBy(() -> log.append(both)).isInstanceOf(EventLogUnavailable.class);
      for (Family family : Family.values()) {
        assertThat(segments(directory, family)).isEmpty();
      }
      disk.makeRoom(100_000);
      log.append(both);
      for (Family family : Family.values()) {
        assertThat(segments(directory, family)).hasSize(1);
      }
    }
  }

  @Test
  void healthComesBackWithoutTraffic() throws Exception {
    SmallDisk disk = new SmallDisk(10);
    try (EventLog log = open(disk)) {
      assertThatThrownBy(() -> log.append(List.of(prediction("a"))))
          .isInstanceOf(EventLogUnavailable.class);
      assertThat(log.healthy()).isFalse();
      disk.makeRoom(1_000_000);
      await().atMost(Duration.ofSeconds(5)).until(log::healthy);
      await().until(() -> hasNoProbe(directory));
    }
  }

  @Test
  void aRealDiskThatIsFullIsNoDifferent() throws Exception {
    try (RealFullDisk disk = RealFullDisk.at(directory.resolve("disk"));
        EventLog log =
            EventLog.open(disk.directory, SCHEMA, EventSettings.defaults(), clock, disk.opener())) {
      disk.fill();
      int refused = 0;
      int written = 0;
      while (refused < 3) {
        try {
          log.append(List.of(prediction("a" + written)));
          written++;
        } catch (EventLogUnavailable e) {
          assertThat(e).hasMessageContaining("No space left on device");
          refused++;
        }
      }
      disk.free();
      log.append(List.of(prediction("z")));
      assertThat(log.healthy()).isTrue();
      List<String> read = ids(new EventReader(disk.directory, SCHEMA).newest("v1", 100_000));
      assertThat(read).hasSize(written + 1).endsWith("z");
    }
  }

  private EventLog open(ChannelOpener disk) {
    return EventLog.open(directory, SCHEMA, EventSettings.defaults(), clock, disk);
  }

  private static boolean hasNoProbe(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.noneMatch(file -> String.valueOf(file.getFileName()).startsWith("probe"));
    }
  }

  /// A file system of 256 KB in memory where one may be mounted; elsewhere `/dev/full` stands in
  /// for new segments while the disk is full.
  private static final class RealFullDisk implements AutoCloseable {
    private final Path directory;
    private final boolean mounted;
    private volatile boolean full;

    private RealFullDisk(Path directory, boolean mounted) {
      this.directory = directory;
      this.mounted = mounted;
    }

    static RealFullDisk at(Path directory) throws IOException {
      Files.createDirectories(directory);
      return new RealFullDisk(
          directory, run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", directory.toString()));
    }

    ChannelOpener opener() {
      return this::openChannel;
    }

    private SeekableByteChannel openChannel(Path path) throws IOException {
      return full && !mounted
          ? Files.newByteChannel(Path.of("/dev/full"), Set.of(StandardOpenOption.WRITE))
          : ChannelOpener.NEW_FILES.open(path);
    }

    void fill() throws IOException {
      full = true;
      if (mounted) {
        Files.write(directory.resolve("ballast"), new byte[200_000]);
      }
    }

    void free() throws IOException {
      full = false;
      Files.deleteIfExists(directory.resolve("ballast"));
    }

    @Override
    public void close() throws IOException {
      if (mounted && !run("umount", "-l", directory.toString())) {
        throw new IOException(directory + " could not be unmounted");
      }
    }

    private static boolean run(String... command) {
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() == 0;
      } catch (IOException e) {
        // No such command on this machine.
        return false;
      }
    }
  }
}
