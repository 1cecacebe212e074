package io.evenkeel.cli;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.GeneratedWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.function.Supplier;

/// Makes a home that can serve: a world and a first version. What is there already is left as it
/// is, so it may be asked for at every start, and again after a crash half way.
///
/// A second process that asks at the same time waits for the first.
final class FirstStart {
  private static final String LOCK = "init.lock";

  /// Lies in a home while its world is being made: what is found beside it is then no person's.
  private static final String UNFINISHED = "init.unfinished";

  private final Home home;
  private final GeneratedWorld world;
  private final Supplier<Settings> settings;
  private final PrintWriter out;

  /// @param home the home; made when missing
  /// @param world what to make where there is no schema
  /// @param settings are read once the world is there, as it may bring some
  /// @param out is told what is done
  FirstStart(Home home, GeneratedWorld world, Supplier<Settings> settings, PrintWriter out) {
    this.home = home;
    this.world = world;
    this.settings = settings;
    this.out = out;
  }

  /// Does what is left to do.
  ///
  /// @throws io.evenkeel.simulator.HomeInUseException when the home has no schema but data
  /// @throws IllegalStateException when the first version cannot be promoted
  /// @throws InterruptedException when interrupted while training
  void run() throws InterruptedException {
    home.create();
    try (FileChannel file =
            FileChannel.open(
                home.root().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      makeWorld();
      makeVersion();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a home of " + home.root(), e);
    }
  }

  /// The schema is written last, so a home that has one is whole.
  private void makeWorld() throws IOException {
    Path unfinished = home.root().resolve(UNFINISHED);
    if (Files.notExists(home.schema())) {
      if (Files.notExists(unfinished)) {
        GeneratedWorld.requireUnused(home.root());
        Files.createFile(unfinished);
      }
      say("making a world in " + home.root());
      world.writeTo(home.root(), true);
    }
    Files.deleteIfExists(unfinished);
  }

  private void makeVersion() throws InterruptedException {
    try (Evenkeel evenkeel = new Evenkeel(home, settings.get(), Clock.systemUTC())) {
      Registry registry = evenkeel.registry();
      if (registry.serving().isPresent()) {
        say(registry.serving().map(ServingVersion::version).orElseThrow() + " serves already");
        return;
      }
      String version =
          registry.versions().isEmpty()
              ? BaselineRun.train(evenkeel, home.referenceData(), out)
              : registry.versions().getLast().name();
      switch (evenkeel.training().promote(version, "first start")) {
        case ChampionChange.Changed(var now) -> say("serving " + now.version());
        case ChampionChange.Refused(String reason) ->
            throw new IllegalStateException(version + " cannot serve: " + reason);
      }
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
