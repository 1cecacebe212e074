package io.evenkeel.monitor;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.EventSettings;
import io.evenkeel.events.LabelRule;
import io.evenkeel.incident.Policy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Range;
import io.evenkeel.model.ScoredLabels;
import io.evenkeel.reference.VersionReference;
import io.evenkeel.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// A home with a real event log, a real ledger and a clock that moves when told to. The reference
/// of every version is quiet traffic, that of `festival` versions shifted traffic.
final class MonitoredWorld implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  static final MonitorSettings SETTINGS = MonitorSettings.checking(Duration.ofMinutes(5), 800, 50);
  static final FeatureSchema SCHEMA =
      new FeatureSchema(
          "is_fraud",
          0.4,
          List.of(
              new Feature.Numeric("amount", new Range(0, true, 1000), false, false, true, "INR"),
              new Feature.Numeric("hour", new Range(0, false, 23), true, false, false, ""),
              new Feature.Categorical("device", new TreeSet<>(Set.of(0, 1, 2)), false, false),
              new Feature.Numeric("age", Range.any(), false, true, false, "days")));

  /// The same, with the hour declared as a clock.
  static final FeatureSchema CLOCKED =
      new FeatureSchema(
          SCHEMA.label(),
          SCHEMA.threshold(),
          SCHEMA.features(),
          Optional.of("hour"),
          Optional.empty());

  final Path home;
  final FeatureSchema schema;
  final TestingClock clock = new TestingClock(START);
  final Ledger ledger;
  final EventLog log;
  final EventReader reader;
  final Registry registry;
  final References references;
  final DriftCheck check;
  final ReportStore store;
  private final Random random = new Random(20261101);
  private int transactions;
  private String client = "";

  MonitoredWorld(Path home) {
    this(home, SCHEMA);
  }

  MonitoredWorld(Path home, FeatureSchema schema) {
    this.home = home;
    this.schema = schema;
    ledger = Ledger.open(home.resolve("ledger.db"), clock);
    Path events = home.resolve("events");
    log = EventLog.open(events, schema, EventSettings.defaults(), clock);
    reader = new EventReader(events, schema);
    registry = new Registry(home.resolve("models"), ledger);
    store = new ReportStore(home.resolve("reports"));
    LabelRule labels = new LabelRule(Duration.ofMinutes(1), LabelRule.Silence.UNKNOWN);
    references = new References(version -> source(version.startsWith("festival")));
    check = new DriftCheck(reader, references, labels, SETTINGS, clock);
  }

  Monitor monitor() {
    return monitor(Lookout.none());
  }

  Monitor monitor(Lookout watch) {
    return monitor(watch, explanations(_ -> {}));
  }

  Monitor monitor(Lookout watch, Explanations explanations) {
    return new Monitor(
        check,
        registry,
        Policy.defaults(Set.of("amount")),
        store,
        watch,
        explanations,
        SETTINGS,
        clock);
  }

  /// Explanations that an executor runs, of versions whose bundles cannot be opened.
  Explanations explanations(Executor executor) {
    return Explanations.on(registry, store, executor);
  }

  private References.Source source(boolean shifted) {
    double[] scores = new double[2000];
    boolean[] frauds = new boolean[2000];
    for (int i = 0; i < scores.length; i++) {
      frauds[i] = i % 10 == 0;
      scores[i] = frauds[i] ? 0.9 : 0.1 + 0.001 * (i % 7);
    }
    return new References.Source(
        VersionReference.of(table(4000, shifted)), new ScoredLabels(scores, frauds), 7);
  }

  /// Makes a version the champion now.
  void promote(String version) {
    if (ledger.versions().find(version).isEmpty()) {
      ledger.versions().record(version, "digest-" + version, Optional.empty(), "");
    }
    Optional<String> before = ledger.aliases().current("champion").map(f -> f.version());
    ledger.aliases().compareAndSet("champion", before, version, "test", "");
    advance(Duration.ofMillis(1));
  }

  void quiet(String version, int rows) {
    append(version, rows, false);
  }

  /// Traffic whose amount and device moved: a drift score of 0.5.
  void festival(String version, int rows) {
    append(version, rows, true);
  }

  void reject(int requests) {
    reject("", requests);
  }

  /// Requests of one client that are refused.
  void reject(String by, int requests) {
    List<Event.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      drafts.add(time -> new Event.Rejection(time, Event.RejectionRule.MISSING, "amount", by));
    }
    write(drafts);
  }

  /// Labels every transaction so far: fraud where its number is a multiple of ten.
  void label() {
    label(1, 0);
  }

  /// Labels the later transactions against what the model says: fraud where it sees none.
  ///
  /// @param after the number of the last transaction that stays as it is
  void mislabel(int after) {
    label(after + 1, 5);
  }

  private void label(int first, int remainder) {
    List<Event.Draft> drafts = new ArrayList<>();
    for (int i = first; i <= transactions; i++) {
      String id = "t" + i;
      boolean fraud = i % 10 == remainder;
      drafts.add(time -> new Event.Label(time, id, fraud));
    }
    write(drafts);
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }

  /// The reports directory.
  Path reports() {
    return home.resolve("reports");
  }

  /// Quiet traffic whose amounts are in paise.
  void paise(String version, int rows) {
    append(
        version,
        rows,
        () -> {
          double[] row = row(false);
          row[0] *= 100;
          return row;
        });
  }

  /// Traffic of one client.
  void from(String client, boolean shifted, String version, int rows) {
    this.client = client;
    append(version, rows, shifted);
    this.client = "";
  }

  /// Quiet traffic in which the age follows the amount: no feature drifts.
  void linked(String version, int rows) {
    append(
        version,
        rows,
        () -> {
          double[] row = row(false);
          row[3] = Double.isNaN(row[3]) ? row[3] : 100 + (row[0] - 400) / 3;
          return row;
        });
  }

  private void append(String version, int rows, boolean shifted) {
    append(version, rows, () -> row(shifted));
  }

  private void append(String version, int rows, Supplier<double[]> source) {
    List<Event.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] row = source.get();
      String id = "t" + ++transactions;
      double probability = transactions % 10 == 0 ? 0.9 : 0.1 + 0.001 * (transactions % 7);
      String by = client;
      drafts.add(
          time -> new Event.Prediction(time, id, version, row, probability, false, false, by));
    }
    write(drafts);
  }

  private void write(List<Event.Draft> drafts) {
    try {
      log.append(drafts);
    } catch (EventLogUnavailable e) {
      throw new AssertionError(e);
    }
    // Rows of one batch lie a microsecond apart, beginning now.
    advance(Duration.ofMillis(100));
  }

  private FeatureTable table(int rows, boolean shifted) {
    List<double[]> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      made.add(row(shifted));
    }
    return FeatureTable.ofRows(schema, made);
  }

  double[] row(boolean shifted) {
    return new double[] {
      (shifted ? 600 : 400) + 60 * Math.clamp(random.nextGaussian(), -4, 4),
      random.nextInt(24),
      shifted ? random.nextInt(3) : Math.max(0, random.nextInt(10) - 7),
      random.nextInt(50) == 0 ? Double.NaN : 100 + 20 * random.nextGaussian()
    };
  }

  @Override
  public void close() {
    log.close();
    ledger.close();
  }
}
