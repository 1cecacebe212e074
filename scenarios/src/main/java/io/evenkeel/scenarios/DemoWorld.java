package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.RocAuc;
import io.evenkeel.model.TableFile;
import io.evenkeel.registry.BaselineTraining;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.simulator.GeneratedWorld;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.nio.file.Path;

/// Makes the world of a scenario: its files and the versions that it begins with.
final class DemoWorld {
  private static final int EARLIER_FESTIVAL_ROWS = 30_000;
  private static final int FRAUDS_NEEDED = 100;

  private DemoWorld() {}

  /// Writes the files of a made-up world.
  static void generate(Home home, long seed, Narrator narrator) {
    GeneratedWorld world = GeneratedWorld.ofDefaultSize(seed);
    world.writeTo(home.create().root(), false);
    narrator.tell(
        "world",
        "%,d labelled rows to train on, %,d held out, seed %d"
            .formatted(world.referenceRows(), world.holdoutRows(), seed));
  }

  /// Trains what has been trained before the scenario begins, and lets the last version serve: on
  /// quiet days alone, or, where an earlier festival was lived through, on that first.
  ///
  /// @return the version that serves
  static String trainVersions(
      Evenkeel evenkeel, Home home, Severity severity, long seed, Narrator narrator)
      throws InterruptedException {
    BaselineTraining training = evenkeel.training();
    if (severity == Severity.MEDIUM) {
      LabelledTable festival =
          UpiWorld.mixed(seed + 1).table(Regime.medium(), EARLIER_FESTIVAL_ROWS);
      serve(training, festival, "trained in an earlier festival", narrator);
    }
    String version =
        serve(training, read(home.referenceData(), evenkeel), "trained on quiet days", narrator);
    RocAuc trusted =
        RocAuc.of(
            evenkeel.registry().open(version).score(read(home.trustedHoldout(), evenkeel)),
            FRAUDS_NEEDED);
    narrator.tell(
        "train",
        "%s on the trusted hold-out: roc_auc=%s"
            .formatted(version, Scorecard.describe(trusted, "")));
    return version;
  }

  private static LabelledTable read(Path file, Evenkeel evenkeel) {
    return TableFile.readLabelled(file, evenkeel.schema(), ExtraColumns.REJECT);
  }

  private static String serve(
      BaselineTraining training, LabelledTable rows, String why, Narrator narrator)
      throws InterruptedException {
    ModelBundle bundle = training.train(rows, why);
    var metadata = bundle.metadata();
    narrator.tell(
        "train",
        "%s %s: roc_auc=%.4f on %,d held-out rows with %d frauds, in %.1f s"
            .formatted(
                metadata.version(),
                why,
                metadata.rocAuc(),
                metadata.holdoutRows(),
                metadata.holdoutPositives(),
                metadata.trainingSeconds()));
    return switch (training.promote(metadata.version(), why)) {
      case ChampionChange.Changed(var now) -> now.version();
      case ChampionChange.Refused(String reason) ->
          throw new IllegalStateException("cannot serve " + metadata.version() + ": " + reason);
    };
  }
}
