package io.evenkeel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who tells the agent something, and why.
final class PersonOptions {
  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who says so, for the record (default: the name of the account).")
  private @Nullable String name;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, for the record.")
  private String reason = "";

  String who() {
    return name == null ? System.getProperty("user.name", "somebody") : name;
  }

  String why() {
    return reason;
  }
}
