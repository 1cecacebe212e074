package io.evenkeel.cli;

import io.evenkeel.app.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks a process of this machine whether it is well; the health check of an image.
@Command(
    name = "health",
    description = "Asks a process of this machine whether it is well; exit code 0 if it is.")
final class HealthCommand implements Callable<Integer> {
  private static final int SHOWN = 2000;

  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Parameters(
      arity = "0..1",
      paramLabel = "server|monitor|agent",
      description = "Which process (default: server).")
  private Role role = Role.SERVER;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where it listens.")
  private String host;

  @Option(names = "--port", description = "Its port (default: the setting of the process).")
  private Optional<Integer> port;

  @Option(
      names = "--timeout",
      defaultValue = "4s",
      paramLabel = "DURATION",
      description = "How long to wait for an answer (default: 4s).")
  private Duration timeout;

  /// The processes that answer at `/health`.
  enum Role {
    SERVER,
    MONITOR,
    AGENT;

    int port(Settings settings) {
      return switch (this) {
        case SERVER -> settings.server().port();
        case MONITOR -> settings.metrics().monitorPort();
        case AGENT -> settings.metrics().agentPort();
      };
    }
  }

  @Override
  public Integer call() {
    int asked = port.isPresent() ? port.get() : role.port(options.settings());
    URI uri = URI.create("http://%s:%d/health".formatted(host, asked));
    try {
      // The client of java.net.http takes several times as long to start.
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      int status = connection.getResponseCode();
      spec.commandLine().getOut().println(status + " " + body(connection, status));
      return status == HttpURLConnection.HTTP_OK ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println(uri + " does not answer: " + e.getMessage());
      return 1;
    }
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? "" : new String(in.readNBytes(SHOWN), StandardCharsets.UTF_8).strip();
    }
  }
}
