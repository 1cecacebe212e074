package io.evenkeel.scenarios;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// Virtual machines that start quickly, as they are to die young. A cache of loaded classes takes a
/// third off the processor time of a life; it takes jars only, so directories of classes are
/// packed.
final class FastStart {
  private FastStart() {}

  /// Options on the class path of this process, without a cache.
  static List<String> plain() {
    return options(System.getProperty("java.class.path"));
  }

  /// The same class path, of jars only.
  ///
  /// @param directory takes the jars
  static List<String> packed(Path directory) {
    List<String> entries = new ArrayList<>();
    try {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path path = Path.of(entry);
        entries.add(
            Files.isDirectory(path)
                ? pack(path, directory.resolve("classes-" + entries.size() + ".jar")).toString()
                : entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack the class path", e);
    }
    return options(String.join(File.pathSeparator, entries));
  }

  /// These options, and one that writes a cache when the process ends.
  static List<String> recording(List<String> options, Path cache) {
    return with("-XX:AOTCacheOutput=" + cache, options);
  }

  /// These options, and one that reads a cache.
  static List<String> from(List<String> options, Path cache) {
    return with("-XX:AOTCache=" + cache, options);
  }

  private static List<String> with(String option, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.addFirst(option);
    return List.copyOf(all);
  }

  private static List<String> options(String classPath) {
    return List.of(
        "-Xmx400m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath);
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> paths = Files.walk(classes)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
        if (!name.startsWith("META-INF/")) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(path, out);
          out.closeEntry();
        }
      }
    }
    return jar;
  }
}
