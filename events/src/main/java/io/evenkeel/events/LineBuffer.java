package io.evenkeel.events;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Encoded lines that wait to be written. Owned by the writer thread.
final class LineBuffer extends ByteArrayOutputStream {
  LineBuffer() {
    super(1 << 16);
  }

  /// Drops everything after a size that the buffer had earlier.
  void cutBackTo(int size) {
    count = size;
  }

  /// What is in the buffer, as it is now and not copied.
  ByteBuffer view() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}
