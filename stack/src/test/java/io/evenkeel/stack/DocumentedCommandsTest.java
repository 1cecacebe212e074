package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.evenkeel.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every command that the documents tell people to type, held against the command line.
class DocumentedCommandsTest {
  private static final Path ROOT = Tools.repository();

  /// Between back-ticks, or at the beginning of a line of an indented or fenced block.
  private static final Pattern COMMAND =
      Pattern.compile("(?m)`\\./evenkeel( [^`\\n]*)?`|^ *\\./evenkeel( [^\\n]*)?$");

  /// A word of a command line, in quotes or without.
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

  private static final Pattern COMMENT = Pattern.compile(" +#.*$");

  /// What shell variables of an example stand for, where not anything will do.
  private static final Map<String, String> VARIABLES = Map.of("$severity", "high", "$seed", "7");

  @Test
  void everyCommandInTheDocumentsIsOneOfTheProgram() throws IOException {
    Map<String, String> commands = new TreeMap<>();
    for (Path document : documents()) {
      String name = ROOT.relativize(document).toString();
      commands(Files.readString(document)).forEach(command -> commands.put(command, name));
    }

    assertThat(commands.keySet())
        .hasSizeGreaterThan(15)
        .contains("demo --exit", "registry adopt", "monitor --once", "agent --mock retrain");
    commands.forEach((command, document) ->
        assertThatCode(() -> understood(command))
            .as("./evenkeel %s in %s", command, document)
            .doesNotThrowAnyException());
  }

  @Test
  void aCommandThatDoesNotExistIsFound() {
    List<String> commands = commands("Start it (`./evenkeel monitor --watch`).\n");

    assertThat(commands).containsExactly("monitor --watch");
    assertThatCode(() -> understood(commands.getFirst())).hasMessageContaining("--watch");
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  /// What stands behind `./evenkeel`, without the launcher's own `test`.
  private static List<String> commands(String document) {
    List<String> commands = new ArrayList<>();
    Matcher found = COMMAND.matcher(document);
    while (found.find()) {
      String arguments = found.group(1) == null ? found.group(2) : found.group(1);
      String command = arguments == null ? "" : COMMENT.matcher(arguments).replaceAll("").strip();
      for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
        command = command.replace(variable.getKey(), variable.getValue());
      }
      if (!command.isEmpty() && !command.equals("test")) {
        commands.add(command);
      }
    }
    return commands;
  }

  /// Throws what the command line says when it does not know a command or an option.
  private static void understood(String command) {
    String[] arguments =
        WORD.matcher(command)
            .results()
            .map(word -> word.group().replace("\"", ""))
            .toArray(String[]::new);
    assertThat(Main.commandLine().parseArgs(arguments).hasSubcommand()).as(command).isTrue();
  }
}
