package io.evenkeel.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The body of the writer thread: takes what waits, gives it times, writes it in one go, and ends
/// the calls. All fields but `healthy` belong to that thread.
final class EventWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final int BATCH_EVENTS = 5_000;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(1);
  private static final int PROBE_BYTES = 1 << 16;

  private final Path directory;
  private final PendingQueue queue;
  private final Clock clock;
  private final ChannelOpener opener;
  private final String writer;
  private final LineEncoder encoder;
  private final Retention retention;
  private final Map<Family, SegmentWriter> segments = new EnumMap<>(Family.class);
  private final Map<Family, LineBuffer> buffers = new EnumMap<>(Family.class);
  private final Map<Family, Instant> starts = new EnumMap<>(Family.class);
  private Instant last = Instant.MIN;
  private long lastTick = System.nanoTime();
  private long lastRetention = lastTick - RETENTION_INTERVAL.toNanos();

  private volatile boolean healthy = true;

  EventWriter(
      Path directory,
      String writer,
      LineEncoder encoder,
      EventSettings settings,
      PendingQueue queue,
      Clock clock,
      ChannelOpener opener) {
    this.directory = directory;
    this.writer = writer;
    this.encoder = encoder;
    this.queue = queue;
    this.clock = clock;
    this.opener = opener;
    this.retention = new Retention(directory, settings);
    for (Family family : Family.values()) {
      segments.put(family, new SegmentWriter(directory, family, writer, settings, opener));
      buffers.put(family, new LineBuffer());
    }
  }

  /// Whether the last attempt to write succeeded.
  boolean healthy() {
    return healthy;
  }

  @Override
  public void run() {
    try {
      while (!queue.finished()) {
        List<PendingAppend> batch = next();
        if (!batch.isEmpty()) {
          writeOrFail(batch);
        }
        tick();
      }
    } finally {
      // Also when this thread dies of an error: nobody may wait for it in vain.
      healthy = false;
      queue.close();
      segments.values().forEach(SegmentWriter::close);
      while (!queue.finished()) {
        next().forEach(append -> append.fail(new IOException("the writer of the log has ended")));
      }
    }
  }

  private List<PendingAppend> next() {
    try {
      return queue.take(BATCH_EVENTS, TICK);
    } catch (InterruptedException e) {
      // Nobody may stop the writer but close(): it would leave callers waiting.
      LOG.warn("the writer of the event log was interrupted and goes on", e);
      return List.of();
    }
  }

  private void writeOrFail(List<PendingAppend> batch) {
    List<PendingAppend> open = new ArrayList<>(batch);
    try {
      open = encode(batch);
      write();
      if (!healthy) {
        LOG.info("the event log in {} can be written again", directory);
      }
      healthy = true;
      open.forEach(PendingAppend::succeed);
    } catch (IOException e) {
      failed(e);
      open.forEach(append -> append.fail(e));
    } catch (RuntimeException | Error e) {
      open.forEach(append -> append.fail(new IOException("the writer of the log failed", e)));
      throw e;
    }
  }

  private void failed(IOException cause) {
    if (healthy) {
      LOG.error("the event log in {} cannot be written", directory, cause);
    }
    healthy = false;
  }

  /// Fills the buffers.
  ///
  /// @return the calls that are in them; those that cannot be encoded have failed
  private List<PendingAppend> encode(List<PendingAppend> batch) {
    buffers.values().forEach(LineBuffer::reset);
    starts.clear();
    List<PendingAppend> encoded = new ArrayList<>();
    for (PendingAppend append : batch) {
      Map<Family, Integer> before = new EnumMap<>(Family.class);
      buffers.forEach((family, buffer) -> before.put(family, buffer.size()));
      try {
        for (Event.Draft draft : append.drafts()) {
          Instant time = nextTime();
          Event event = draft.at(time);
          Family family = Family.of(event);
          encoder.encode(event, buffer(family));
          starts.putIfAbsent(family, time);
        }
        encoded.add(append);
      } catch (RuntimeException e) {
        before.forEach((family, size) -> buffer(family).cutBackTo(size));
        append.fail(
            new IllegalArgumentException("not an event that can be logged: " + e.getMessage(), e));
      }
    }
    return encoded;
  }

  /// Writes the buffers, all or none of them.
  private void write() throws IOException {
    List<SegmentWriter> written = new ArrayList<>();
    try {
      for (Map.Entry<Family, Instant> start : starts.entrySet()) {
        LineBuffer buffer = buffer(start.getKey());
        if (buffer.size() == 0) {
          continue;
        }
        SegmentWriter segment = segment(start.getKey());
        boolean begun = segment.write(buffer.view(), start.getValue());
        written.add(segment);
        if (begun) {
          lastRetention -= RETENTION_INTERVAL.toNanos();
        }
      }
    } catch (IOException e) {
      written.forEach(SegmentWriter::undo);
      throw e;
    }
  }

  private Instant nextTime() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : EventTime.after(last);
    return last;
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - lastRetention >= RETENTION_INTERVAL.toNanos()) {
      lastRetention = now;
      retain();
    }
    if (now - lastTick >= TICK.toNanos()) {
      lastTick = now;
      closeOldSegments();
      if (!healthy) {
        probe();
      }
    }
  }

  private void closeOldSegments() {
    Instant now = clock.instant();
    segments.values().forEach(segment -> segment.closeIfOld(now));
  }

  private void retain() {
    // First, as after a jump of the clock the segment being written may be too old to keep.
    closeOldSegments();
    for (Family family : Family.values()) {
      try {
        retention.apply(family, clock.instant());
      } catch (IOException e) {
        LOG.warn("old {} could not be deleted from {}", family.prefix(), directory, e);
      }
    }
  }

  /// Finds out whether the disk can be written again, so that health returns without traffic.
  private void probe() {
    Path file = directory.resolve("probe-" + writer);
    try (SeekableByteChannel channel = opener.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      healthy = true;
      LOG.info("the event log in {} can be written again", directory);
    } catch (IOException e) {
      LOG.debug("the event log in {} still cannot be written", directory, e);
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", file, e);
    }
  }

  private LineBuffer buffer(Family family) {
    return Objects.requireNonNull(buffers.get(family));
  }

  private SegmentWriter segment(Family family) {
    return Objects.requireNonNull(segments.get(family));
  }
}
