package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.GeneratedWorld;
import io.evenkeel.simulator.HomeInUseException;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
  private static final GeneratedWorld SMALL = new GeneratedWorld(2000, 500, 50, 7, false);

  @TempDir private Path directory;

  private final StringWriter told = new StringWriter();
  private Home home;

  @BeforeEach
  void aHomeThatIsNotThereYet() {
    home = new Home(directory.resolve("home"));
  }

  @Test
  void anEmptyHomeGetsAWorldAndAChampion() throws InterruptedException {
    start();

    assertThat(home.schema()).exists();
    assertThat(home.trustedHoldout()).exists();
    assertThat(served()).containsExactly("v1");
    assertThat(told.toString()).contains("making a world", "trained v1", "serving v1");
  }

  @Test
  void aSecondStartChangesNothing() throws Exception {
    start();
    byte[] reference = Files.readAllBytes(home.referenceData());

    start();

    assertThat(Files.readAllBytes(home.referenceData())).isEqualTo(reference);
    assertThat(served()).containsExactly("v1");
    assertThat(told.toString()).endsWith("v1 serves already" + System.lineSeparator());
  }

  @Test
  void aWorldThatWasLeftHalfMadeIsMadeWhole() throws Exception {
    Path data = Files.createDirectories(home.referenceData().getParent());
    Files.createFile(home.root().resolve("init.unfinished"));
    Files.writeString(data.resolve("reference.csv"), "torn");

    start();

    assertThat(served()).containsExactly("v1");
    assertThat(home.root().resolve("init.unfinished")).doesNotExist();
  }

  @Test
  void dataOfAPersonIsNeverOverwritten() throws IOException {
    Files.createDirectories(home.referenceData().getParent());
    Files.writeString(home.referenceData(), "theirs");

    assertThatThrownBy(this::start).isInstanceOf(HomeInUseException.class);
    // Nor at the next attempt.
    assertThatThrownBy(this::start).isInstanceOf(HomeInUseException.class);

    assertThat(home.referenceData()).hasContent("theirs");
  }

  @Test
  void aHomeWithASchemaKeepsItsDataAndGetsAVersion() throws Exception {
    SMALL.writeTo(home.root(), false);
    SchemaFile.write(home.schema(), UpiWorld.schema());
    byte[] reference = Files.readAllBytes(home.referenceData());

    start();

    assertThat(Files.readAllBytes(home.referenceData())).isEqualTo(reference);
    assertThat(told.toString()).doesNotContain("making a world");
    assertThat(served()).containsExactly("v1");
  }

  @Test
  void aVersionThatWasTrainedButNotPromotedServes() throws Exception {
    SMALL.writeTo(home.root(), false);
    try (Evenkeel evenkeel = evenkeel()) {
      BaselineRun.train(evenkeel, home.referenceData(), new PrintWriter(told));
    }
    told.getBuffer().setLength(0);

    start();

    assertThat(told.toString()).doesNotContain("trained").contains("serving v1");
    assertThat(served()).containsExactly("v1");
  }

  private void start() throws InterruptedException {
    new FirstStart(home, SMALL, Settings::defaults, new PrintWriter(told)).run();
  }

  private List<String> served() {
    try (Evenkeel evenkeel = evenkeel()) {
      return evenkeel.registry().history().stream().map(ServingVersion::version).toList();
    }
  }

  private Evenkeel evenkeel() {
    return new Evenkeel(home, Settings.defaults(), Clock.systemUTC());
  }
}
