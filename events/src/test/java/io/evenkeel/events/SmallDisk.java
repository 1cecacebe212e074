package io.evenkeel.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/// Real files on a disk that takes only so many bytes: like a real one, it writes what fits and
/// then fails.
final class SmallDisk implements ChannelOpener {
  private long free;

  SmallDisk(long free) {
    this.free = free;
  }

  synchronized void makeRoom(long bytes) {
    free += bytes;
  }

  private synchronized int take(int wanted) throws IOException {
    if (free == 0) {
      throw new IOException("No space left on device");
    }
    int taken = (int) Math.min(wanted, free);
    free -= taken;
    return taken;
  }

  @Override
  public SeekableByteChannel open(Path path) throws IOException {
    return new Limited(ChannelOpener.NEW_FILES.open(path));
  }

  private final class Limited implements SeekableByteChannel {
    private final SeekableByteChannel file;

    private Limited(SeekableByteChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int taken = take(source.remaining());
      int limit = source.limit();
      source.limit(source.position() + taken);
      int written = file.write(source);
      source.limit(limit);
      return written;
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      makeRoom(file.size() - size);
      file.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
