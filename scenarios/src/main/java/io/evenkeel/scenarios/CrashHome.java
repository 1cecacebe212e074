package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.BaselineTraining;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.simulator.GeneratedWorld;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The homes of the crash harness: one is made for each play, up to the report that asks for
/// something, and copied for each incident.
final class CrashHome {
  private static final int TRAINED_ON = 6_000;
  private static final int LIVED_THROUGH = 4_000;
  private static final int HELD_OUT = 3_000;
  private static final int BATCH = 500;
  private static final int SEEDS = 10;

  private CrashHome() {}

  /// Opens a home with its own settings and nothing from the environment.
  static Evenkeel open(Home home) {
    return new Evenkeel(home, SettingsReader.read(home.settings(), Map.of()), Clock.systemUTC());
  }

  /// Makes the home of a play: versions, rows with labels, a report that asks for what the play is
  /// about. Of small windows not every seed gives such a report, so some are tried.
  static Home make(Path directory, CrashPlay play, long seed) throws InterruptedException {
    for (int i = 0; i < SEEDS; i++) {
      Path place = directory.resolveSibling(directory.getFileName() + "-" + i);
      Optional<Home> made = tried(place, play, seed + i * 100L);
      if (made.isPresent()) {
        return made.get();
      }
    }
    throw new IllegalStateException("no report asks for what %s is about".formatted(play));
  }

  private static Optional<Home> tried(Path directory, CrashPlay play, long seed)
      throws InterruptedException {
    boolean[] right = {false};
    Home home = new Home(directory).create();
    new GeneratedWorld(TRAINED_ON, HELD_OUT, BATCH, seed, false).writeTo(home.root(), false);
    try {
      Files.writeString(home.settings(), play.settings());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the settings of a play", e);
    }
    try (Evenkeel evenkeel = open(home)) {
      BaselineTraining training = evenkeel.training();
      if (play.knowsTheFestival()) {
        promote(training, UpiWorld.mixed(seed + 1).table(play.regime(), TRAINED_ON));
      }
      String version =
          promote(training, UpiWorld.mixed(seed + 2).table(Regime.quiet(), TRAINED_ON));
      serve(
          evenkeel,
          version,
          UpiWorld.mixed(seed + 3).table(play.regime(), LIVED_THROUGH),
          "lived",
          true);
      evenkeel.checkOnce(report -> {
        right[0] = report.recommendation().decision() == play.decision() && report.confirmed();
      });
    }
    return right[0] ? Optional.of(home) : Optional.empty();
  }

  private static String promote(BaselineTraining training, LabelledTable rows)
      throws InterruptedException {
    ModelBundle bundle = training.train(rows, "before the play");
    String version = bundle.metadata().version();
    return switch (training.promote(version, "before the play")) {
      case ChampionChange.Changed _ -> version;
      case ChampionChange.Refused(String reason) -> throw new IllegalStateException(reason);
    };
  }

  /// Writes labelled rows into the event log as served by a version.
  ///
  /// @param name what the ids of the rows begin with
  /// @param labelled whether their labels come at once, or never
  static void serve(
      Evenkeel evenkeel, String version, LabelledTable rows, String name, boolean labelled) {
    double[] probabilities =
        evenkeel.registry().open(version).scorer().probabilities(rows.features());
    double threshold = evenkeel.schema().threshold();
    try (EventLog log = evenkeel.openEventLog()) {
      for (int first = 0; first < rows.rows(); first += BATCH) {
        List<Event.Draft> drafts = new ArrayList<>(2 * BATCH);
        for (int row = first; row < Math.min(rows.rows(), first + BATCH); row++) {
          String id = name + "-" + row;
          double[] values = rows.features().row(row);
          boolean fraud = rows.labels()[row];
          double probability = probabilities[row];
          drafts.add(at ->
              new Event.Prediction(at, id, version, values, probability, probability >= threshold));
          if (labelled) {
            drafts.add(at -> new Event.Label(at, id, fraud));
          }
        }
        log.append(drafts);
      }
    } catch (EventLogUnavailable e) {
      throw new IllegalStateException("cannot write the rows of a play", e);
    }
  }

  /// Copies a home that nobody uses.
  static Home copy(Home home, Path to) {
    try (Stream<Path> paths = Files.walk(home.root())) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(home.root().relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
      return new Home(to);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the home of a play to " + to, e);
    }
  }
}
