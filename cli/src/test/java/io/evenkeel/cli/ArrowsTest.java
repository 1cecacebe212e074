package io.evenkeel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of arrows in docs/architecture.md, held against the compiled classes.
class ArrowsTest {
  private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| .+ \\| (.+) \\|");
  private static final Map<String, Set<String>> ARROWS = readTable();

  private static final String ROOT = "io.evenkeel.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.evenkeel");

  @Test
  void everyModuleSeesOnlyWhatTheTableAllows() {
    ARROWS.forEach((module, allowed) ->
        noClasses()
            .that()
            .resideInAPackage(ROOT + module)
            .should()
            .dependOnClassesThat(
                new DescribedPredicate<JavaClass>("belong to a module without an arrow") {
                  @Override
                  public boolean test(JavaClass target) {
                    String name = target.getPackageName();
                    return name.startsWith(ROOT)
                        && !name.equals(ROOT + module)
                        && !allowed.contains(name.substring(ROOT.length()));
                  }
                })
            .check(CLASSES));
  }

  @Test
  void everyModuleIsInTheTableAndHasOneFlatPackage() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(type -> packages.add(type.getPackageName()));
    assertThat(packages)
        .containsExactlyElementsOf(ARROWS.keySet().stream().map(module -> ROOT + module).toList());
  }

  @Test
  void theStatisticsNeedNothingButTheJdkAndCommonsStatistics() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "drift")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            ROOT + "drift", "java..", "org.apache.commons.statistics..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void thePureModulesTouchNoFileSocketOrDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "drift", ROOT + "incident")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "java.io..")
        .check(CLASSES);
  }

  @Test
  void typesAreNamedForWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Common|Misc)")
        .check(CLASSES);
  }

  @Test
  void sourceFilesStayReadable() throws IOException {
    Map<Path, Integer> tooLong = new TreeMap<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > 400) {
        tooLong.put(file, lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void timeRandomnessAndUntypedMapsAreNotTakenFromTheAir() throws IOException {
    // Where a library asks for an untyped map: the state of a graph, the parameters of a training.
    Set<String> adapters = Set.of("AgentGraph.java", "TrainingMain.java");
    List<String> forbidden =
        List.of(
            "Instant.now()",
            "System.currentTimeMillis",
            "new Random()",
            "Math.random(",
            "Map<String, Object>",
            "printStackTrace");
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      if (file.toString().contains("/src/test/")
          || adapters.contains(file.getFileName().toString())) {
        continue;
      }
      String text = Files.readString(file);
      forbidden.stream()
          .filter(text::contains)
          .forEach(word -> found.add(file.getFileName() + " has " + word));
    }
    assertThat(found).isEmpty();
  }

  /// The rows `| module | what it is | sees |` of the page; what is no module is a library.
  private static Map<String, Set<String>> readTable() {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Stream<String> lines =
        Files.lines(Path.of("..", "docs", "architecture.md").toAbsolutePath())) {
      lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .filter(row -> !row.group(1).equals("module"))
          .forEach(row -> rows.put(row.group(1), List.of(row.group(2).split(", "))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Set<String>> arrows = new TreeMap<>();
    rows.forEach((module, sees) ->
        arrows.put(module, sees.stream().filter(rows::containsKey).collect(Collectors.toSet())));
    assertThat(arrows).hasSizeGreaterThan(10);
    return arrows;
  }

  private static List<Path> sources() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .toList();
      assertThat(found).hasSizeGreaterThan(ARROWS.size());
      return found;
    }
  }
}
