package io.evenkeel.events;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Makes the files that the log writes to.
@FunctionalInterface
interface ChannelOpener {
  /// Real files; fails when there is one of that name.
  ChannelOpener NEW_FILES =
      path ->
          Files.newByteChannel(
              path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));

  /// A new file, open for writing.
  SeekableByteChannel open(Path path) throws IOException;
}
