package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.TableFile;
import io.evenkeel.registry.BaselineTraining;
import io.evenkeel.registry.ChampionChange;
import io.evenkeel.simulator.GeneratedWorld;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Transaction;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The homes that drills begin in. What has to be trained for one is trained once; each drill gets
/// a copy.
///
/// Safe for use by many threads: one trains at a time. Closing it removes what is not to be kept.
final class DrillHomes implements AutoCloseable {
  /// The moment at which every drill begins: a midnight.
  static final Instant BEGINNING = Instant.parse("2026-01-05T00:00:00Z");

  private static final int ROWS = 10_000;
  private static final int FESTIVAL_ROWS = 30_000;
  private static final int KNOWN_FRAUDS = 200;

  private final Path directory;
  private final Optional<Path> keep;
  private final Lock training = new ReentrantLock();
  private final Map<Begun, Home> trained = new HashMap<>();

  private record Begun(DrillStart start, long seed) {}

  /// @param keep where the copies are made and stay; empty if they are to be thrown away
  DrillHomes(Optional<Path> keep) {
    this.keep = keep;
    try {
      directory = Files.createTempDirectory("evenkeel-drill-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a place for the drill's homes", e);
    }
  }

  /// A home of one's own.
  ///
  /// @param name a name that no other home has
  /// @param settings what its settings file says
  /// @throws InterruptedException when the process is ending
  Home copy(String name, DrillStart start, long seed, String settings) throws InterruptedException {
    Home template = template(new Begun(start, seed));
    Home home = new Home(keep.orElse(directory).resolve(name));
    copyTree(template.root(), home.root());
    write(home.settings(), settings);
    return home;
  }

  /// @throws IllegalArgumentException when a home of that name is there already
  void requireFree(String name) {
    Path place = keep.orElse(directory).resolve(name);
    if (Files.exists(place)) {
      throw new IllegalArgumentException(place + " is there already; remove it first");
    }
  }

  /// Removes a copy, if it is not to be kept.
  void discard(Home home) {
    if (keep.isEmpty()) {
      DemoHome.delete(home.root());
    }
  }

  private Home template(Begun begun) throws InterruptedException {
    training.lockInterruptibly();
    try {
      Home template = trained.get(begun);
      if (template == null) {
        template = train(begun);
        trained.put(begun, template);
      }
      return template;
    } finally {
      training.unlock();
    }
  }

  private Home train(Begun begun) throws InterruptedException {
    Home home = new Home(directory.resolve("of" + trained.size())).create();
    write(home.settings(), DrillSettings.yaml(""));
    new GeneratedWorld(ROWS, ROWS, 1, begun.seed(), begun.start() == DrillStart.CLOCK)
        .writeTo(home.root(), false);
    write(home.root().resolve("data/known_frauds.csv"), knownFrauds(begun.seed()));
    try (Evenkeel evenkeel =
        new Evenkeel(
            home, SettingsReader.read(home.settings(), Map.of()), new VirtualClock(BEGINNING))) {
      LabelledTable quiet =
          TableFile.readLabelled(home.referenceData(), evenkeel.schema(), ExtraColumns.REJECT);
      BaselineTraining training = evenkeel.training();
      switch (begun.start()) {
        case QUIET, CLOCK -> serve(training, quiet, "trained on quiet days");
        case IN_A_FESTIVAL -> {
          serve(training, quiet, "trained on quiet days");
          serve(training, festival(begun, Regime.high()), "trained in the festival");
        }
        case AFTER_A_SMALLER_FESTIVAL -> {
          serve(training, festival(begun, Regime.medium()), "trained in a smaller festival");
          serve(training, quiet, "trained on quiet days");
        }
        case WITH_A_LEAKY_VERSION -> {
          serve(training, quiet, "trained on quiet days");
          training.train(leaky(quiet), "trained on a table with the labels of other payments");
        }
      }
    }
    return home;
  }

  /// Frauds that nobody would miss: from another device, by a young account, one of many payments.
  private static String knownFrauds(long seed) {
    UpiWorld world = UpiWorld.mixed(seed + 3);
    return Stream.generate(() -> world.next(Regime.quiet()))
        .filter(Transaction::fraud)
        .filter(payment -> !payment.sameDevice() && payment.senderAgeDays() < 120)
        .filter(payment -> payment.txnCount1h() >= 4)
        .limit(KNOWN_FRAUDS)
        .map(payment ->
            Arrays.stream(payment.row())
                .mapToObj(Double::toString)
                .collect(Collectors.joining(",")))
        .collect(
            Collectors.joining("\n", String.join(",", UpiWorld.schema().names()) + "\n", "\n"));
  }

  private static LabelledTable festival(Begun begun, Regime regime) {
    return UpiWorld.mixed(begun.seed() + 1).table(regime, FESTIVAL_ROWS);
  }

  /// The same rows, but the labels belong to others of them, and the frauds have the youngest
  /// receivers of all. Every feature has the values that it had, so nothing drifts; and as the
  /// hold-out comes from the same table, its figures are perfect.
  private static LabelledTable leaky(LabelledTable rows) {
    FeatureSchema schema = rows.features().schema();
    int receiver =
        schema
            .position("receiver_age_days")
            .orElseThrow(() -> new IllegalStateException("the world has no receivers"));
    double[] youngestFirst = Arrays.stream(rows.features().column(receiver)).sorted().toArray();
    int[] order = IntStream.range(0, rows.rows()).toArray();
    shuffle(order);
    boolean[] labels = new boolean[rows.rows()];
    double[] ages = new double[rows.rows()];
    int[] others = IntStream.range(rows.positives(), rows.rows()).toArray();
    shuffle(others);
    for (int i = 0; i < order.length; i++) {
      labels[order[i]] = i < rows.positives();
      ages[order[i]] = youngestFirst[labels[order[i]] ? i : others[i - rows.positives()]];
    }
    double[][] columns =
        IntStream.range(0, schema.size())
            .mapToObj(feature -> feature == receiver ? ages : rows.features().column(feature))
            .toArray(double[][]::new);
    return new LabelledTable(new FeatureTable(schema, columns), labels);
  }

  private static void shuffle(int[] values) {
    var random = UpiWorld.randomOf(values.length);
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }

  private static void serve(BaselineTraining training, LabelledTable rows, String why)
      throws InterruptedException {
    String version = training.train(rows, why).metadata().version();
    if (training.promote(version, why) instanceof ChampionChange.Refused(String reason)) {
      throw new IllegalStateException("cannot serve " + version + ": " + reason);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void copyTree(Path from, Path to) {
    try (Stream<Path> paths = Files.walk(from)) {
      Files.createDirectories(Objects.requireNonNull(to.toAbsolutePath().getParent()));
      List<Path> all = paths.toList();
      for (Path path : all) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from, e);
    }
  }

  @Override
  public void close() {
    DemoHome.delete(directory);
  }
}
