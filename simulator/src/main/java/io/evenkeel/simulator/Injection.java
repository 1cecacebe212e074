package io.evenkeel.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// The regime that running traffic follows: one word in the file `regime` of the home. Whoever sets
/// it may be another process than the one that sends.
///
/// Safe for use by many threads and processes: a reader sees a whole word.
public final class Injection {
  private final Path file;

  /// The injection of a home.
  public Injection(Path home) {
    this.file = home.resolve("regime");
  }

  /// Sets the regime.
  ///
  /// @param regime one of [Regime#all]
  /// @throws IllegalArgumentException when it is none of these, as others could not read it
  /// @throws UncheckedIOException when the file cannot be written
  public void set(Regime regime) {
    if (!Regime.all().contains(regime)) {
      throw new IllegalArgumentException(
          "only a named regime can be injected (" + names() + "), was " + regime);
    }
    WholeFile.write(file, regime.name() + "\n");
  }

  /// The regime that was set last; a quiet day where none ever was.
  ///
  /// @throws IllegalStateException when the file holds something else
  /// @throws UncheckedIOException when the file cannot be read
  public Regime current() {
    String word;
    try {
      word = Files.readString(file).strip();
    } catch (NoSuchFileException _) {
      return Regime.quiet();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return Regime.named(word)
        .orElseThrow(() ->
            new IllegalStateException(
                "%s holds '%s'; it must hold one of %s. Set it with inject --severity."
                    .formatted(file, word, names())));
  }

  private static String names() {
    return Regime.all().stream().map(Regime::name).collect(Collectors.joining(", "));
  }
}
