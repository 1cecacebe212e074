package io.evenkeel.cli;

import io.evenkeel.app.SettingsReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Shows the settings that a process over this home would start with.
@Command(
    name = "settings",
    description = "Shows the settings: the defaults, the home's evenkeel.yaml, the environment.")
final class SettingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(SettingsReader.write(options.settings()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
