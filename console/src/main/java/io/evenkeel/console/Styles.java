package io.evenkeel.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The files that lie beside the classes.
final class Styles {
  static final String CSS = read("console.css");
  static final String SCRIPT = read("console.js");

  private Styles() {}

  private static String read(String name) {
    try (InputStream in = Styles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
