package io.evenkeel.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Walks the complete lines of one file backwards, from those that were complete when it was
/// opened. For one thread.
final class ReverseLines implements AutoCloseable {
  private static final int BLOCK = 1 << 17;

  private final FileChannel channel;
  private byte[] block = new byte[0];
  // The file before this offset is still to be read; the block holds what follows it.
  private long before;
  private int end;
  private int from;
  private int to;

  ReverseLines(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    before = channel.size();
    end = 0;
    // What follows the last newline is not a line yet.
    int newline = lastNewline();
    end = newline + 1;
  }

  /// The offset after the last complete line, before the first [#advance].
  long offset() {
    return before + end;
  }

  /// Moves to the line before.
  ///
  /// @return false at the beginning of the file
  boolean advance() throws IOException {
    if (end == 0) {
      return false;
    }
    to = end - 1;
    end = to;
    int newline = lastNewline();
    // Reading more may have moved the line within the block.
    to = end;
    from = newline + 1;
    end = from;
    return true;
  }

  byte[] bytes() {
    return block;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// The last newline before `end`, or -1 at the beginning of the file. Reads blocks until there is
  /// one; `end` moves along with its byte.
  private int lastNewline() throws IOException {
    int searched = end;
    while (true) {
      for (int i = searched - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return i;
        }
      }
      if (before == 0) {
        return -1;
      }
      searched = prepend();
    }
  }

  /// Reads the block before, keeping what lies before `end`.
  ///
  /// @return how many bytes were put in front
  private int prepend() throws IOException {
    boolean first = block.length == 0;
    int size = (int) Math.min(BLOCK, before);
    int kept = first ? 0 : end;
    byte[] joined = new byte[size + kept];
    ByteBuffer target = ByteBuffer.wrap(joined, 0, size);
    while (target.hasRemaining()) {
      if (channel.read(target, before - size + target.position()) < 0) {
        // Cut back meanwhile after a failed write: what is missing was never acknowledged.
        break;
      }
    }
    System.arraycopy(block, 0, joined, size, kept);
    block = joined;
    before -= size;
    end = kept + size;
    return size;
  }
}
