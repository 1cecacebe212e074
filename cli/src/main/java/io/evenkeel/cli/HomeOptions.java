package io.evenkeel.cli;

import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where everything lives: `--home`, else `EVENKEEL_HOME`, else `./evenkeel-home`.
final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The home directory (default: $EVENKEEL_HOME, else ./evenkeel-home).")
  private @Nullable Path directory;

  Home home() {
    if (directory != null) {
      return new Home(directory);
    }
    String variable = System.getenv("EVENKEEL_HOME");
    return new Home(Path.of(variable == null || variable.isBlank() ? "evenkeel-home" : variable));
  }

  Settings settings() {
    return SettingsReader.read(home().settings(), System.getenv());
  }
}
