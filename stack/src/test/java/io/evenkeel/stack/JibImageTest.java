package io.evenkeel.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds the image that needs no container engine, and runs it in one. Its base cannot be pulled
/// here, so the build is given the tar of a stand-in.
class JibImageTest {
  private static final Path ROOT = Tools.repository();
  private static final String BASE = "gcr.io/distroless/cc-debian12:nonroot";
  private static final String IMAGE = "localhost/evenkeel:jib";
  private static final String VOLUME = "evenkeel-test-jib-" + ProcessHandle.current().pid();

  @TempDir private Path directory;

  private Podman podman;

  @BeforeEach
  void findTheEngine() throws IOException, InterruptedException {
    podman = Podman.in(directory);
    podman.makeStandIns("cc=" + BASE);
  }

  @AfterEach
  void removeWhatWasMade() throws IOException, InterruptedException {
    if (podman != null) {
      podman.succeeds("volume", "rm", "--force", VOLUME);
      podman.succeeds("rmi", "--force", IMAGE);
    }
  }

  @Test
  void theImageOfJibTrainsAndServes() throws IOException, InterruptedException {
    podman.run("load", "--quiet", "--input", build().toString());

    assertThat(podman.run("run", "--rm", IMAGE, "help")).contains("serve", "monitor", "agent");
    assertThat(contained("settings")).contains("server:", "port: 8000");
    assertThat(contained("init")).contains("trained v1", "serving v1");
    assertThat(contained("registry")).contains("* v1");
  }

  /// Runs a command over the same home each time, with all the limits of docker-compose.yml.
  private String contained(String command) throws IOException, InterruptedException {
    return podman.run(
        "run",
        "--rm",
        "--read-only",
        "--cap-drop=ALL",
        "--security-opt=no-new-privileges",
        "--network=none",
        "--tmpfs=/tmp:exec,mode=1777",
        "--volume=" + VOLUME + ":/data",
        IMAGE,
        command);
  }

  /// Builds in a copy of the repository, as the build that runs this test stands in the repository
  /// itself; what it has compiled is taken along.
  private Path build() throws IOException, InterruptedException {
    Path base = directory.resolve("base.tar");
    podman.run("save", "--quiet", "--format=docker-archive", "--output=" + base, BASE);
    Path copy = Files.createDirectory(directory.resolve("copy"));
    List<String> taken = new ArrayList<>(List.of("cp", "-a", "pom.xml", ".mvn", "container"));
    try (Stream<Path> modules = Files.list(ROOT)) {
      modules
          .filter(module -> Files.exists(module.resolve("pom.xml")))
          .map(module -> module.getFileName().toString())
          .filter(module -> !"stack".equals(module))
          .forEach(taken::add);
    }
    taken.add(copy.toString());
    OutsideProgram.run(taken, Map.of(), ROOT);
    Files.createDirectory(copy.resolve("stack"));
    Files.copy(ROOT.resolve("stack/pom.xml"), copy.resolve("stack/pom.xml"));
    OutsideProgram.run(
        List.of(
            Tools.installed("mvn").toString(),
            "-B",
            "-q",
            "--no-transfer-progress",
            "-Pimage",
            "-Dimage.base=tar://" + base,
            "-Dmaven.main.skip=true",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "-pl",
            "cli",
            "-am",
            "package"),
        Map.of("JAVA_HOME", System.getProperty("java.home")),
        copy);
    return copy.resolve("cli/target/evenkeel-image.tar");
  }
}
