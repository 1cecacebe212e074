package io.evenkeel.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The right to act over one home: at most one agent of one machine has it. The operating system
/// takes it back when the process ends, however it ends.
///
/// Safe for use by many threads.
public final class AgentLock implements AutoCloseable {
  /// What this process holds. Closing any channel on a file gives up all that the process has
  /// locked of it, so a file that is held here must not even be opened. Guarded by itself.
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private AgentLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Takes the right, if nobody has it, neither in this process nor in another.
  ///
  /// @param file the lock file, for instance `agent.lock` in the home; made when missing
  public static Optional<AgentLock> tryAcquire(Path file) {
    synchronized (HELD) {
      try {
        Path real = existing(file);
        return HELD.contains(real) ? Optional.empty() : lock(real);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot lock " + file, e);
      }
    }
  }

  /// The one path of the file, which is made when missing and otherwise not opened.
  private static Path existing(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException _) {
      // As it should be: the file stays when the right is given back.
    }
    return file.toRealPath();
  }

  private static Optional<AgentLock> lock(Path real) throws IOException {
    FileChannel channel = FileChannel.open(real, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      return Optional.empty();
    }
    HELD.add(real);
    return Optional.of(new AgentLock(real, channel));
  }

  /// Gives the right back. Doing it again does nothing.
  @Override
  public void close() {
    synchronized (HELD) {
      if (!channel.isOpen()) {
        return;
      }
      HELD.remove(file);
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot give back the agent's lock", e);
      }
    }
  }
}
