package io.evenkeel.agent;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// What a person throws to keep the agent from changing the champion. It is read at the moment of
/// acting, not at the start. While it is on, people are still told.
///
/// Safe for use by many threads.
@FunctionalInterface
public interface KillSwitch {
  /// Whether it is on now.
  boolean on();

  /// How a person lets the agent act again, as the end of a sentence.
  default String release() {
    return "release it";
  }

  /// Why the champion may not be changed now; empty while the switch is off.
  default Optional<String> standing() {
    return on()
        ? Optional.of("the kill switch is on: %s to let the agent act again".formatted(release()))
        : Optional.empty();
  }

  /// Never on.
  static KillSwitch never() {
    return () -> false;
  }

  /// On while a file exists, whatever is in it; also where that cannot be told.
  ///
  /// @param file for instance `kill-switch` in the home
  static KillSwitch file(Path file) {
    return new KillSwitch() {
      @Override
      public boolean on() {
        return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
      }

      @Override
      public String release() {
        return "remove " + file;
      }
    };
  }
}
