package io.evenkeel.monitor;

import io.evenkeel.registry.ServingVersion;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the watch keeps its state, for itself and for others to look at.
///
/// Safe for use by many threads and processes: a reader sees a whole state or none. One process
/// writes.
public final class WatchFile implements Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(WatchFile.class);

  private final Path file;

  /// @param file where it lies; its directory is made when missing
  public WatchFile(Path file) {
    this.file = file;
  }

  /// How the watch stands, if it ever stood.
  ///
  /// @throws UncheckedIOException when the file cannot be read
  public Optional<WatchStatus> status() {
    return read().map(WatchStatus::of);
  }

  @Override
  public Optional<Raised> raised(ServingVersion serving) {
    return of(serving).flatMap(WatchState::raised);
  }

  @Override
  public Optional<Day> clock(ServingVersion serving) {
    return of(serving).flatMap(WatchState::clock);
  }

  private Optional<WatchState> of(ServingVersion serving) {
    return read()
        .filter(state -> state.sequence() == serving.sequence())
        .filter(state -> state.version().equals(serving.version()));
  }

  @Override
  public void checked(CheckReport report) {
    // Only the process that watches ends an alarm.
  }

  /// The state as it was last written; nothing when there is none that can be read.
  Optional<WatchState> read() {
    try {
      return Optional.of(WatchStateCodec.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      LOG.error("{} is left out; the watch begins anew", file, e);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /// Writes the state in place of the one before, whole; also on a thread that is interrupted.
  ///
  /// @throws IOException when it could not be written; the one before is as it was
  void write(WatchState state) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is no file in a directory");
    }
    Files.createDirectories(directory);
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      // No channel: an interrupt, which is how the watch is told to end, would close it half
      // written,
      // even one that was cleared before, as the second half of an interrupt may come late.
      try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
        out.write(WatchStateCodec.write(state));
        out.getFD().sync();
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
