package io.evenkeel.scenarios;

import io.evenkeel.app.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a killer sees of a home from outside: two that differ mean that something was written in
/// between. Cheap enough to be taken many times a millisecond.
///
/// @param marks sizes and times of what is watched
record Pulse(List<String> marks) {
  static Pulse of(Home home) {
    List<String> marks = new ArrayList<>();
    mark(home.ledger().resolveSibling(home.ledger().getFileName() + "-wal"), marks);
    mark(home.alerts(), marks);
    mark(home.models(), marks);
    try (Stream<Path> bundles = Files.list(home.models())) {
      bundles.forEach(bundle -> mark(bundle, marks));
    } catch (IOException e) {
      // It is just being written; the next look sees it.
      marks.add(String.valueOf(e.getMessage()));
    }
    return new Pulse(List.copyOf(marks));
  }

  private static void mark(Path path, List<String> marks) {
    try {
      BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
      marks.add(path.getFileName() + " " + is.size() + " " + is.lastModifiedTime());
    } catch (IOException _) {
      marks.add(path.getFileName() + " is not there");
    }
  }
}
