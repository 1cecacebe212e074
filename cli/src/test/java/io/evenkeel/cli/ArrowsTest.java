package io.evenkeel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of arrows in docs/architecture.md, held against the compiled classes.
class ArrowsTest {
  private static final Map<String, Set<String>> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              entry("drift", Set.of()),
              entry("model", Set.of()),
              entry("events", Set.of("model")),
              entry("ledger", Set.of()),
              entry("registry", Set.of("model", "ledger")),
              entry("serving", Set.of("model", "events", "registry")),
              entry("incident", Set.of("drift", "model")),
              entry("monitor", Set.of("drift", "events", "model", "registry", "incident")),
              entry("agent", Set.of("incident", "drift", "monitor", "ledger", "model")),
              entry("alerts", Set.of("incident", "drift")),
              entry(
                  "remedies",
                  Set.of(
                      "agent",
                      "incident",
                      "drift",
                      "model",
                      "events",
                      "registry",
                      "ledger",
                      "alerts",
                      "monitor")),
              entry(
                  "metrics", Set.of("incident", "drift", "monitor", "registry", "ledger", "model")),
              entry("simulator", Set.of("model")),
              entry(
                  "app",
                  Set.of(
                      "drift",
                      "model",
                      "events",
                      "ledger",
                      "registry",
                      "serving",
                      "incident",
                      "monitor",
                      "agent",
                      "alerts",
                      "remedies",
                      "metrics")),
              entry(
                  "scenarios",
                  Set.of(
                      "app",
                      "simulator",
                      "model",
                      "incident",
                      "monitor",
                      "agent",
                      "registry",
                      "events",
                      "drift")),
              entry(
                  "cli",
                  Set.of(
                      "app",
                      "scenarios",
                      "simulator",
                      "agent",
                      "incident",
                      "ledger",
                      "model",
                      "monitor",
                      "registry",
                      "serving"))));

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
