package io.evenkeel.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Walks the complete lines of one file forwards. For one thread.
final class LineCursor implements AutoCloseable {
  private static final int BLOCK = 1 << 18;

  private final FileChannel channel;
  private byte[] buffer;
  private int from;
  private int to;
  private int next;
  private int filled;
  private long base;

  /// Opens a file.
  ///
  /// @param offset where to begin: 0, or an offset that [#offset] gave
  LineCursor(Path file, long offset) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(offset);
    base = offset;
    // One byte more than the file has, so that its end is seen without growing.
    buffer = new byte[Math.clamp(channel.size() - offset + 1, 1 << 10, BLOCK)];
  }

  /// Moves to the next complete line.
  ///
  /// @return false when there is none yet
  boolean advance() throws IOException {
    int searched = next;
    while (true) {
      for (int i = searched; i < filled; i++) {
        if (buffer[i] == '\n') {
          from = next;
          to = i;
          next = i + 1;
          return true;
        }
      }
      searched = filled;
      int moved = next;
      if (!fill()) {
        return false;
      }
      searched -= moved;
    }
  }

  /// The bytes that hold the line, valid until the next [#advance].
  byte[] bytes() {
    return buffer;
  }

  /// Where the line begins in [#bytes].
  int from() {
    return from;
  }

  /// Where the line ends, without its newline.
  int to() {
    return to;
  }

  /// The offset in the file after the current line.
  long offset() {
    return base + next;
  }

  /// Whether bytes without a newline follow, once [#advance] has found no more lines.
  boolean hasTornTail() {
    return filled > next;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// Moves what is left to the front and reads more behind it.
  private boolean fill() throws IOException {
    int left = filled - next;
    System.arraycopy(buffer, next, buffer, 0, left);
    base += next;
    next = 0;
    filled = left;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
    filled += Math.max(read, 0);
    return read > 0;
  }
}
