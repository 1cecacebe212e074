package io.evenkeel.simulator;

import java.nio.file.Path;
import java.util.List;

/// A home holds data that would be lost.
public final class HomeInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HomeInUseException(Path home, List<String> found) {
    super(
        "%s is in use: it has %s. Choose another --home, or overwrite the data with --force."
            .formatted(home, String.join(", ", found)));
  }
}
