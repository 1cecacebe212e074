package io.evenkeel.cli;

import io.evenkeel.app.Settings;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a server listens, over what the settings say.
final class ServerOptions {
  @Option(
      names = "--port",
      description = "Port to listen on, 0 for a free one (default: the setting, 8000).")
  private Optional<Integer> port;

  Settings over(Settings settings) {
    return port.isPresent() ? settings.listeningOn(port.get()) : settings;
  }
}
