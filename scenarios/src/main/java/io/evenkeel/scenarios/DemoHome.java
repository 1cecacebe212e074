package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentLock;
import io.evenkeel.app.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Homes that scenarios may throw away.
public final class DemoHome {
  private static final String MARK = ".demo";

  private DemoHome() {}

  /// An empty home at a place of its own; an earlier demo there is removed.
  ///
  /// @throws IllegalStateException when the place holds something that is no demo
  public static Home fresh(Path directory) {
    Home home = new Home(directory);
    Path mark = home.root().resolve(MARK);
    try {
      if (Files.exists(home.root()) && !Files.exists(mark) && !isEmpty(home.root())) {
        throw new IllegalStateException(
            home.root() + " holds something that is not a demo; name another place with --home");
      }
      refuseOneThatIsOpen(home.root());
      delete(home.root());
      home.create();
      Files.createFile(mark);
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a fresh home at " + home.root(), e);
    }
  }

  private static void refuseOneThatIsOpen(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    Optional<AgentLock> free = AgentLock.tryAcquire(root.resolve("agent.lock"));
    if (free.isEmpty()) {
      throw new IllegalStateException(
          "an earlier demo is still open over " + root + "; end it or name another --home");
    }
    free.get().close();
  }

  /// An empty home among the temporary files.
  static Home temporary() {
    try {
      return fresh(Files.createTempDirectory("evenkeel-"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a throw-away home", e);
    }
  }

  /// Removes a home.
  static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + root, e);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.findAny().isEmpty();
    }
  }
}
