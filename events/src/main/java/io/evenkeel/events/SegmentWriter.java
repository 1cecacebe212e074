package io.evenkeel.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segment of one family that is being written, and the change to the next one. Owned by the
/// writer thread.
///
/// After a failure the segment is cut back to its last whole batch and never written to again: a
/// follower that has seen bytes that are gone now will not find others in their place.
final class SegmentWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);

  private final Path directory;
  private final Family family;
  private final String writer;
  private final EventSettings settings;
  private final ChannelOpener opener;

  private @Nullable Open open;

  SegmentWriter(
      Path directory, Family family, String writer, EventSettings settings, ChannelOpener opener) {
    this.directory = directory;
    this.family = family;
    this.writer = writer;
    this.settings = settings;
    this.opener = opener;
  }

  /// A segment with its channel.
  private static final class Open {
    private final Segment segment;
    private final SeekableByteChannel channel;
    private long size;
    private long sizeBefore;

    private Open(Segment segment, SeekableByteChannel channel) {
      this.segment = segment;
      this.channel = channel;
    }
  }

  /// Writes a batch of whole lines.
  ///
  /// @param lines the lines
  /// @param start the time of the first of them
  /// @return whether a new segment was begun
  /// @throws IOException when they could not be written; nothing of them remains
  boolean write(ByteBuffer lines, Instant start) throws IOException {
    if (open != null
        && (open.size + lines.remaining() > settings.segmentBytes() || tooOld(open, start))) {
      close();
    }
    Open existing = open;
    Open current = existing == null ? begin(start) : existing;
    open = current;
    current.sizeBefore = current.size;
    try {
      while (lines.hasRemaining()) {
        current.size += current.channel.write(lines);
      }
    } catch (IOException e) {
      undo();
      throw e;
    }
    return existing == null;
  }

  /// Takes the last batch back.
  void undo() {
    Open current = open;
    if (current == null) {
      return;
    }
    open = null;
    try (SeekableByteChannel channel = current.channel) {
      channel.truncate(current.sizeBefore);
      if (current.sizeBefore == 0) {
        Files.deleteIfExists(current.segment.path());
      }
    } catch (IOException e) {
      LOG.warn(
          "{} could not be cut back to {} bytes: a batch that failed may remain in it",
          current.segment.path(),
          current.sizeBefore,
          e);
    }
  }

  /// Closes the segment if it is older than a segment may be.
  void closeIfOld(Instant now) {
    if (open != null && tooOld(open, now)) {
      close();
    }
  }

  void close() {
    Open current = open;
    if (current == null) {
      return;
    }
    open = null;
    try {
      current.channel.close();
    } catch (IOException e) {
      LOG.warn("{} could not be closed", current.segment.path(), e);
    }
  }

  private boolean tooOld(Open current, Instant now) {
    return Duration.between(current.segment.start(), now).compareTo(settings.segmentAge()) >= 0;
  }

  private Open begin(Instant start) throws IOException {
    Segment segment = Segment.named(directory, family, start, writer);
    return new Open(segment, opener.open(segment.path()));
  }
}
