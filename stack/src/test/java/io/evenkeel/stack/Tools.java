package io.evenkeel.stack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The outside programs that `stack/prepare` made ready. What is not there skips the test that asks
/// for it, with the reason; with `CI=true` the test command makes a failure of that.
final class Tools {
  private Tools() {}

  /// The root of the repository.
  static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("evenkeel")) ? here : here.resolve("..").normalize();
  }

  /// A program of an environment that `stack/prepare` made, for instance `mlflow/bin/python`.
  static Path prepared(String path) {
    Path program = directory().resolve(path);
    assumeTrue(Files.exists(program), program + " is missing; stack/prepare makes it");
    return program;
  }

  /// A program of the system.
  static Path installed(String name) {
    Optional<Path> program =
        Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin")
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), name + " is not installed; stack/prepare says how");
    return program.orElseThrow();
  }

  /// A port of loopback that nothing listens on.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path directory() {
    return Optional.ofNullable(System.getenv("STACK_TOOLS"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "evenkeel-stack"));
  }
}
