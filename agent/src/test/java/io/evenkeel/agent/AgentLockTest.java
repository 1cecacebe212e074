package io.evenkeel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLockTest {
  @TempDir private Path directory;

  /// A process that tries to take the lock and ends with 0 when it gets it, 3 when it does not.
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) {
      System.exit(AgentLock.tryAcquire(Path.of(arguments[0])).isPresent() ? 0 : 3);
    }
  }

  @Test
  void onlyOneAgentMayActOverOneHome() {
    Path file = directory.resolve("home").resolve("agent.lock");
    AgentLock first = AgentLock.tryAcquire(file).orElseThrow();
    assertThat(AgentLock.tryAcquire(file)).isEmpty();
    first.close();
    AgentLock.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void aSecondTryInThisProcessDoesNotGiveTheLockAway() throws Exception {
    Path file = directory.resolve("agent.lock");
    try (AgentLock _ = AgentLock.tryAcquire(file).orElseThrow()) {
      assertThat(AgentLock.tryAcquire(file)).isEmpty();
      assertThat(anotherProcessGets(file)).isFalse();
    }
    assertThat(anotherProcessGets(file)).isTrue();
  }

  @Test
  void theSameFileByAnotherWayIsTheSameLock() throws IOException {
    Path home = Files.createDirectory(directory.resolve("home"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), home);
    try (AgentLock _ = AgentLock.tryAcquire(home.resolve("agent.lock")).orElseThrow()) {
      assertThat(AgentLock.tryAcquire(link.resolve("agent.lock"))).isEmpty();
      assertThat(AgentLock.tryAcquire(home.resolve("..").resolve("home").resolve("agent.lock")))
          .isEmpty();
    }
  }

  @Test
  void givingBackTwiceDoesNotFreeTheLockOfTheNext() {
    Path file = directory.resolve("agent.lock");
    AgentLock first = AgentLock.tryAcquire(file).orElseThrow();
    first.close();
    Optional<AgentLock> second = AgentLock.tryAcquire(file);
    first.close();
    assertThat(AgentLock.tryAcquire(file)).isEmpty();
    second.orElseThrow().close();
  }

  private static boolean anotherProcessGets(Path file)
      throws IOException, InterruptedException, URISyntaxException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classesOf(AgentLock.class)
                    + System.getProperty("path.separator")
                    + classesOf(OtherProcess.class),
                OtherProcess.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isIn(0, 3);
    return process.exitValue() == 0;
  }

  private static Path classesOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
